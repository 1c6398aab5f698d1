-- name: proposal_upsert
-- One proposal a kind, role and normalised name, however often it is seen. A row that is there is touched only so that
-- RETURNING gives its id: label and detail follow the sightings, by triggers. What spells a rejected name otherwise is
-- rejected as well, and says by which; a name that is no skill is none of any role.
WITH given AS (
    SELECT * FROM jsonb_to_recordset(%(rows)s::jsonb)
             AS r(kind text, role_id int, key text, spelling text, label text, detail jsonb)
), refused AS (
    SELECT kind, role_id, key, spelling, proposal_id
    FROM proposal WHERE status = 'rejected' AND follows IS NULL
)
INSERT INTO proposal AS p (kind, role_id, key, spelling, label, detail, status, follows)
SELECT g.kind, g.role_id, g.key, g.spelling, g.label, g.detail,
       CASE WHEN r.proposal_id IS NULL THEN 'pending' ELSE 'rejected' END, r.proposal_id
FROM given g
LEFT JOIN (SELECT kind, spelling, CASE WHEN kind <> 'skill' THEN role_id END AS role_id,
                  (array_agg(proposal_id ORDER BY key COLLATE "C", refused.role_id))[1] AS proposal_id
           FROM refused GROUP BY 1, 2, 3) r
    ON r.kind = g.kind AND r.spelling = g.spelling
       AND r.role_id IS NOT DISTINCT FROM CASE WHEN g.kind <> 'skill' THEN g.role_id END
ON CONFLICT (kind, role_id, key) DO UPDATE SET label = p.label
RETURNING proposal_id, kind, role_id, key, status;

-- name: proposal_sighting_replace
-- The sightings of these runs are exactly the given ones afterwards; gives the proposals that lost one.
WITH given AS (
    SELECT * FROM jsonb_to_recordset(%(rows)s::jsonb)
             AS r(proposal_id bigint, run_id uuid, label text, detail jsonb, employer text, is_primary boolean,
                  evidence jsonb)
), gone AS (
    DELETE FROM proposal_sighting s WHERE s.run_id = ANY(%(run_ids)s::uuid[])
        AND NOT EXISTS (SELECT FROM given g WHERE g.proposal_id = s.proposal_id AND g.run_id = s.run_id)
    RETURNING s.proposal_id
), written AS (
    INSERT INTO proposal_sighting (proposal_id, run_id, label, detail, employer, is_primary, evidence)
    SELECT proposal_id, run_id, label, detail, employer, is_primary, evidence FROM given
    ON CONFLICT (proposal_id, run_id) DO UPDATE
    SET label = excluded.label, detail = excluded.detail, employer = excluded.employer,
        is_primary = excluded.is_primary, evidence = excluded.evidence
)
SELECT DISTINCT proposal_id FROM gone;

-- name: proposal_drop_retracted
-- As proposal_drop_unseen, for proposals that just lost a sighting: a look at all of them would grow with the library.
DELETE FROM proposal p WHERE proposal_id = ANY(%(proposal_ids)s) AND status = 'pending'
    AND NOT EXISTS (SELECT FROM library_change c WHERE p.proposal_id = ANY(c.proposal_ids))
    AND NOT EXISTS (SELECT FROM proposal_sighting s WHERE s.proposal_id = p.proposal_id);

-- name: proposal_spellings_anew
-- Counts every spelling anew.
WITH seen AS (
    SELECT proposal_id, label, count(*)::int AS n FROM proposal_sighting GROUP BY 1, 2
), gone AS (
    DELETE FROM proposal_spelling p
    WHERE NOT EXISTS (SELECT FROM seen s WHERE s.proposal_id = p.proposal_id AND s.label = p.label)
)
INSERT INTO proposal_spelling (proposal_id, label, sightings) SELECT proposal_id, label, n FROM seen
ON CONFLICT (proposal_id, label) DO UPDATE SET sightings = excluded.sightings;

-- name: proposal_labels_anew
-- Lets every proposal be called and detailed as its sightings are.
SELECT follow_sightings(array_agg(proposal_id)) FROM proposal;

-- name: observed_role_dimension_clear
-- Takes back the role links of these runs.
DELETE FROM observed_role_dimension WHERE run_id = ANY(%(run_ids)s::uuid[]);

-- name: observed_role_dimension_add
-- Role links that these runs observed.
INSERT INTO observed_role_dimension (run_id, role_id, dimension_id)
SELECT run_id, role_id, dimension_id
FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(run_id uuid, role_id int, dimension_id text);

-- name: observed_skill_dimension_clear
-- Takes back the skill links of these runs.
DELETE FROM observed_skill_dimension WHERE run_id = ANY(%(run_ids)s::uuid[]);

-- name: observed_skill_dimension_add
-- Skill links that these runs observed.
INSERT INTO observed_skill_dimension (run_id, skill_id, dimension_id)
SELECT run_id, skill_id, dimension_id
FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(run_id uuid, skill_id text, dimension_id text);

-- name: collision_replace
-- The collision rows of these runs are exactly the given ones afterwards; a row that stays keeps its id.
WITH given AS (
    SELECT * FROM jsonb_to_recordset(%(rows)s::jsonb)
             AS r(run_id uuid, kind text, alias text, slugs text[], resolved_to text, resolved_by text)
), gone AS (
    DELETE FROM collision_log c WHERE c.run_id = ANY(%(run_ids)s::uuid[])
        AND NOT EXISTS (SELECT FROM given g WHERE g.run_id = c.run_id)
)
INSERT INTO collision_log (run_id, kind, alias, slugs, resolved_to, resolved_by)
SELECT run_id, kind, alias, slugs, resolved_to, resolved_by FROM given
ON CONFLICT (run_id) DO UPDATE SET kind = excluded.kind, alias = excluded.alias, slugs = excluded.slugs,
    resolved_to = excluded.resolved_to, resolved_by = excluded.resolved_by
RETURNING run_id::text, collision_id;
