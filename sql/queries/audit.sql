-- name: audit_stage_rows
-- Runs that have a row in a stage and none in an earlier one.
SELECT run_id::text FROM stage_row GROUP BY run_id HAVING count(*) < max(place);

-- name: audit_failures
-- Records that failed although no stage did, or that hold payloads although one did.
WITH first AS (
    SELECT DISTINCT ON (run_id) run_id, failure
    FROM stage_row
    WHERE failure IS NOT NULL AND stage NOT IN ('posting', 'run_record')
    ORDER BY run_id, place
)
SELECT run_id::text
FROM run_record r
LEFT JOIN first USING (run_id)
WHERE r.failure IS DISTINCT FROM first.failure
  AND NOT (first.failure IS NULL AND r.failure ->> 'stage' IN ('posting', 'run_record'));

-- name: audit_records
-- Records that disagree with the rows of the stages that they were put together from, and with which. A record is
-- opened once, because each look into a large payload unpacks it again; a part that it leaves out is the row's. Where no
-- title is stated, a record shows the decided role in place of what was parsed.
SELECT run_id || ': ' || stages
FROM run_record r
JOIN nano_parse n USING (run_id)
JOIN skill_extraction s USING (run_id)
JOIN role_scoring rs USING (run_id)
JOIN case_decision d USING (run_id)
JOIN enrichment e USING (run_id)
JOIN persistence p USING (run_id)
JOIN centroid_update c USING (run_id)
CROSS JOIN LATERAL jsonb_to_record(r.payload)
    AS whole(extract_from_jd jsonb, extract_details jsonb, final_role_output jsonb)
CROSS JOIN LATERAL jsonb_to_record(whole.extract_from_jd)
    AS jd(nano_parsed jsonb, final_skills jsonb, unmatched_mentions jsonb, stage3_signals jsonb, stage4_decision jsonb,
          stage5_updates jsonb, rejected boolean, jd_role jsonb)
CROSS JOIN LATERAL (SELECT CASE WHEN (jd.jd_role ->> 'inferred')::boolean
    THEN ARRAY['role', 'role_aliases', 'role_archetype', 'warnings'] ELSE ARRAY[]::text[] END AS keys) inferred
CROSS JOIN LATERAL jsonb_to_record(jd.stage5_updates)
    AS updates(collision_log_id int, queue_entry_id int, new_kra_attached jsonb, new_skills_attached jsonb,
               centroid_updated boolean, centroid_n_after int)
CROSS JOIN LATERAL jsonb_to_record(p.payload)
    AS stored(final_role_output jsonb, collision_log_id int, queue_entry_id int, new_kra_attached jsonb,
              new_skills_attached jsonb)
CROSS JOIN LATERAL (SELECT concat_ws(', ',
    CASE WHEN jd.nano_parsed - inferred.keys IS DISTINCT FROM (n.payload -> 'nano_parsed') - inferred.keys
        THEN 'nano_parse' END,
    CASE WHEN jd.final_skills <> s.payload -> 'final_skills'
        OR jd.unmatched_mentions <> s.payload -> 'unmatched_mentions' THEN 'skill_extraction' END,
    CASE WHEN jd.stage3_signals <> rs.payload -> 'stage3_signals' THEN 'role_scoring' END,
    CASE WHEN jd.stage4_decision <> d.payload -> 'stage4_decision'
        OR jd.rejected IS DISTINCT FROM (d."case" = 'R') THEN 'case_decision' END,
    CASE WHEN whole.extract_details IS NOT NULL
        AND with_cards(whole.extract_details) <> with_cards(e.payload -> 'extract_details') THEN 'enrichment' END,
    CASE WHEN (coalesce(whole.final_role_output, stored.final_role_output), updates.collision_log_id,
               updates.queue_entry_id, updates.new_kra_attached, updates.new_skills_attached)
        IS DISTINCT FROM stored THEN 'persistence' END,
    CASE WHEN (updates.centroid_updated, updates.centroid_n_after) IS DISTINCT FROM
        ((c.payload ->> 'centroid_updated')::boolean, (c.payload ->> 'centroid_n_after')::int)
        THEN 'centroid_update' END) AS stages) differing
WHERE r.payload IS NOT NULL AND stages <> ''
  AND coalesce(n.failure, s.failure, rs.failure, d.failure, e.failure, p.failure, c.failure) IS NULL;

-- name: audit_decided_roles
-- Decisions whose role is not in the library by this id and slug.
SELECT d.run_id || ': ' || coalesce(d.slug, 'no slug')
FROM case_decision d
LEFT JOIN role r ON r.slug = d.slug AND r.role_id = (d.payload #>> '{stage4_decision,chosen_role,role_id}')::int
WHERE jsonb_typeof(d.payload #> '{stage4_decision,chosen_role}') = 'object' AND r.role_id IS NULL;

-- name: audit_library_versions
-- Scorings and decisions that name a version that the library never had.
SELECT made.stage || ' of ' || made.run_id || ': version ' || coalesce(made.library_version::text, 'none')
FROM (
    SELECT 'role_scoring' AS stage, run_id, library_version FROM role_scoring WHERE payload IS NOT NULL
    UNION ALL
    SELECT 'case_decision', run_id, library_version FROM case_decision WHERE payload IS NOT NULL
) made
LEFT JOIN library_version v ON v.version = made.library_version
WHERE v.version IS NULL;

-- name: audit_library_version_gaps
-- Versions before the current one that are gone: each is one more than the last, and none is ever deleted.
SELECT 'version ' || missing
FROM generate_series(1, (SELECT max(version) FROM library_version)) missing
WHERE NOT EXISTS (SELECT FROM library_version v WHERE v.version = missing);

-- name: audit_library_orphans
-- Rows of the library whose role, skill, dimension or parent is not there.
SELECT 'role_alias ' || role_id || ' ' || normalised FROM role_alias k
WHERE NOT EXISTS (SELECT FROM role r WHERE r.role_id = k.role_id)
UNION ALL
SELECT 'role_kra ' || kra_id FROM role_kra k WHERE NOT EXISTS (SELECT FROM role r WHERE r.role_id = k.role_id)
UNION ALL
SELECT 'role_skill ' || role_id || ' ' || skill_id FROM role_skill k
WHERE NOT EXISTS (SELECT FROM role r WHERE r.role_id = k.role_id)
   OR NOT EXISTS (SELECT FROM skill s WHERE s.skill_id = k.skill_id)
UNION ALL
SELECT 'role_dimension ' || role_id || ' ' || dimension_id FROM role_dimension k
WHERE NOT EXISTS (SELECT FROM role r WHERE r.role_id = k.role_id)
   OR NOT EXISTS (SELECT FROM dimension d WHERE d.dimension_id = k.dimension_id)
UNION ALL
SELECT 'skill_dimension ' || skill_id || ' ' || dimension_id FROM skill_dimension k
WHERE NOT EXISTS (SELECT FROM skill s WHERE s.skill_id = k.skill_id)
   OR NOT EXISTS (SELECT FROM dimension d WHERE d.dimension_id = k.dimension_id)
UNION ALL
SELECT 'skill_alias ' || alias FROM skill_alias k WHERE NOT EXISTS (SELECT FROM skill s WHERE s.skill_id = k.skill_id)
UNION ALL
SELECT 'parent of ' || skill_id FROM skill k
WHERE parent IS NOT NULL AND NOT EXISTS (SELECT FROM skill s WHERE s.skill_id = k.parent);

-- name: audit_ledger_roles
-- Runs whose row in the ledger is missing, unwanted, or for another role than the decided one.
SELECT run_id || ': ledger ' || coalesce(m.role_id::text, 'none') || ', centroid_update '
    || coalesce(c.role_id::text, 'none') || ', decided ' || coalesce(d.role_id::text, 'none')
FROM (
    SELECT run_id, (payload ->> 'role_id')::int AS role_id FROM centroid_update
    WHERE payload ->> 'role_id' IS NOT NULL
) c
FULL JOIN role_centroid_member m USING (run_id)
LEFT JOIN (
    SELECT run_id, (payload #>> '{stage4_decision,chosen_role,role_id}')::int AS role_id FROM case_decision
) d USING (run_id)
WHERE m.role_id IS DISTINCT FROM c.role_id OR m.role_id IS DISTINCT FROM d.role_id;

-- name: audit_ledger_embedders
-- Vectors of the ledger that are not of the embedder they are filed under.
SELECT m.run_id || ': ' || m.embedder || ' with ' || vector_dims(m.vector) || ' dimensions, made by '
    || coalesce(c.payload ->> 'embedder', 'unknown')
FROM role_centroid_member m
JOIN centroid_update c USING (run_id)
LEFT JOIN (
    SELECT embedder, mode() WITHIN GROUP (ORDER BY vector_dims(vector)) AS dimensions
    FROM role_centroid_member GROUP BY embedder
) usual USING (embedder)
WHERE (c.payload ->> 'embedder') IS DISTINCT FROM m.embedder OR vector_dims(m.vector) <> usual.dimensions;

-- name: audit_proposal_keys
-- Proposals that are there twice.
SELECT kind || ' ' || coalesce(role_id::text, 'no role') || ' ' || key || ': ' || count(*) || ' rows'
FROM proposal GROUP BY kind, role_id, key HAVING count(*) > 1;

-- name: audit_proposal_statuses
-- Proposals with a status that there is not.
SELECT proposal_id || ': ' || status FROM proposal
WHERE status NOT IN ('pending', 'approved', 'merged', 'rejected');

-- name: audit_proposals_unseen
-- Pending proposals that no posting backs; those that admins once settled stay without one, as proposal_drop_unseen says.
SELECT proposal_id || ': ' || kind || ' ' || label FROM proposal p
WHERE status = 'pending' AND NOT EXISTS (SELECT FROM library_change c WHERE p.proposal_id = ANY(c.proposal_ids))
    AND NOT EXISTS (SELECT FROM proposal_sighting s WHERE s.proposal_id = p.proposal_id);

-- name: audit_proposal_spellings
-- Proposals that are called or detailed otherwise than their sightings say, and spellings that are counted wrong. All
-- is read from the sightings themselves.
WITH counted AS (
    SELECT proposal_id, label, count(*)::int AS n FROM proposal_sighting GROUP BY 1, 2
), spelled AS (
    SELECT DISTINCT ON (proposal_id) proposal_id, label FROM counted
    ORDER BY proposal_id, n DESC, length(label), label COLLATE "C"
), surest AS (
    SELECT DISTINCT ON (proposal_id) proposal_id, detail FROM proposal_sighting
    ORDER BY proposal_id, certainty DESC, run_id
)
SELECT 'proposal ' || proposal_id || ': called ' || p.label || ', spelled ' || spelled.label
FROM proposal p JOIN spelled USING (proposal_id) WHERE p.label <> spelled.label
UNION ALL
SELECT 'proposal ' || proposal_id || ': not the detail of its surest sighting'
FROM proposal p JOIN surest USING (proposal_id) WHERE p.detail <> surest.detail
UNION ALL
SELECT 'proposal ' || proposal_id || ': ' || label || ' counted ' || coalesce(s.sightings, 0) || ' times, seen '
    || coalesce(c.n, 0) || ' times'
FROM counted c FULL JOIN proposal_spelling s USING (proposal_id, label) WHERE c.n IS DISTINCT FROM s.sightings;

-- name: audit_sightings
-- Sightings that the run's persistence row does not list, and listed ones that are not there.
WITH listed AS (
    SELECT DISTINCT run_id, (item ->> 'db_id')::bigint AS proposal_id
    FROM persistence
    CROSS JOIN LATERAL jsonb_array_elements(payload #> '{final_role_output,persistence,items}') item
    WHERE right(item ->> 'kind', length('_proposed')) = '_proposed'
)
SELECT 'proposal ' || proposal_id || ' of ' || run_id || ': '
    || CASE WHEN s.run_id IS NULL THEN 'listed and not there' ELSE 'there and not listed' END
FROM listed l FULL JOIN proposal_sighting s USING (run_id, proposal_id)
WHERE l.run_id IS NULL OR s.run_id IS NULL;

-- name: audit_collisions
-- Runs whose collision row says otherwise than the decision. Nothing is logged for a run that failed or was rejected.
SELECT run_id::text
FROM (
    SELECT run_id, nullif(d.payload -> 'collision', 'null') AS collision
    FROM case_decision d JOIN persistence p USING (run_id)
    WHERE p.payload IS NOT NULL AND d."case" <> 'R'
) decided
FULL JOIN collision_log c USING (run_id)
WHERE decided.collision IS DISTINCT FROM CASE WHEN c.run_id IS NOT NULL THEN jsonb_build_object(
    'kind', c.kind, 'alias', c.alias, 'slugs', c.slugs, 'resolved_to', c.resolved_to, 'resolved_by', c.resolved_by) END;

-- name: audit_links
-- Links that a run observed for another role than its own, and runs that say they saved more or fewer than there are.
SELECT 'role link of ' || run_id || ' for role ' || o.role_id
FROM observed_role_dimension o LEFT JOIN case_decision d USING (run_id)
WHERE (d.payload #>> '{stage4_decision,chosen_role,role_id}')::int IS DISTINCT FROM o.role_id
UNION ALL
SELECT run_id || ': ' || coalesce(saved.roles, 0) || ' role links and ' || coalesce(saved.skills, 0)
    || ' skill links saved, ' || coalesce(r.n, 0) || ' and ' || coalesce(s.n, 0) || ' there'
FROM (
    SELECT run_id, (counts ->> 'role_dimension_saved')::int AS roles, (counts ->> 'skill_dimension_saved')::int AS skills
    FROM persistence CROSS JOIN LATERAL (SELECT payload #> '{final_role_output,persistence}' AS counts) output
) saved
FULL JOIN (SELECT run_id, count(*) AS n FROM observed_role_dimension GROUP BY 1) r USING (run_id)
FULL JOIN (SELECT run_id, count(*) AS n FROM observed_skill_dimension GROUP BY 1) s USING (run_id)
WHERE (coalesce(saved.roles, 0), coalesce(saved.skills, 0)) <> (coalesce(r.n, 0), coalesce(s.n, 0));

-- name: audit_quotes
-- The text of every posting with all evidence that quotes it. A text is read once and cut elsewhere: substring() goes
-- through a text that is not ASCII from its start for each quote, which is quadratic in the length of a posting.
WITH quoted AS (
    SELECT run_id, 'skill ' || (skill ->> 'skill_name') AS what, evidence
    FROM skill_extraction
    CROSS JOIN LATERAL jsonb_array_elements(payload -> 'final_skills') skill
    CROSS JOIN LATERAL jsonb_array_elements(skill -> 'evidence') evidence
    UNION ALL
    SELECT run_id, 'mention', mention -> 'evidence'
    FROM skill_extraction CROSS JOIN LATERAL jsonb_array_elements(payload -> 'unmatched_mentions') mention
    UNION ALL
    SELECT run_id, 'responsibilities', block
    FROM nano_parse
    CROSS JOIN LATERAL jsonb_array_elements(payload #> '{nano_parsed,roles_and_responsibilities}') block
    UNION ALL
    SELECT run_id, 'sighting of proposal ' || proposal_id, evidence
    FROM proposal_sighting s CROSS JOIN LATERAL jsonb_array_elements(s.evidence) evidence
    WHERE evidence ? 'text'
)
SELECT run_id::text, p.payload ->> 'text', whats, starts, ends, texts
FROM (
    SELECT run_id, array_agg(what) AS whats, array_agg((evidence ->> 'start')::int) AS starts,
           array_agg((evidence ->> 'end')::int) AS ends, array_agg(evidence ->> 'text') AS texts
    FROM quoted GROUP BY run_id
) each
LEFT JOIN posting p USING (run_id);

-- name: audit_costs
-- Outputs whose costs are not the sums of what the stages used; a sum with an unknown part is unknown.
SELECT run_id || ': ' || coalesce(output ->> 'llm_cost_total_usd', 'unknown') || ' in all, used '
    || coalesce((used.api1 + used.api2)::text, 'unknown')
FROM persistence p
JOIN nano_parse n USING (run_id)
JOIN skill_extraction s USING (run_id)
JOIN case_decision d USING (run_id)
JOIN enrichment e USING (run_id)
CROSS JOIN LATERAL (SELECT p.payload -> 'final_role_output' AS output) whole
CROSS JOIN LATERAL (
    SELECT (n.payload #>> '{usage,cost_usd}')::numeric + (s.payload #>> '{usage,cost_usd}')::numeric
         + (d.payload #>> '{usage,cost_usd}')::numeric AS api1,
           (e.payload #>> '{usage,cost_usd}')::numeric AS api2
) used
CROSS JOIN LATERAL jsonb_to_record(output)
    AS stated(llm_cost_api1_usd numeric, llm_cost_api2_usd numeric, llm_cost_total_usd numeric)
WHERE p.payload IS NOT NULL
  AND coalesce(n.failure, s.failure, d.failure, e.failure) IS NULL
  AND (round(used.api1, 7), round(used.api2, 7), round(used.api1 + used.api2, 7)) IS DISTINCT FROM
      (round(llm_cost_api1_usd, 7), round(llm_cost_api2_usd, 7), round(llm_cost_total_usd, 7));

-- name: audit_undone
-- Postings without a record that nothing is at work on, or whose last run did not end: begun or taken in ten minutes
-- ago at least, or ended by a fault that was not their own.
SELECT p.run_id || ': ' || coalesce(t.kind || ' in ' || t.stage || ', ' || t.reason,
    CASE WHEN t.run_id IS NULL THEN 'never begun' ELSE 'begun and not ended' END)
FROM posting p
LEFT JOIN posting_attempt t USING (run_id)
WHERE t.kind IN ('transient', 'budget', 'setting')
   OR (t.run_id IS NOT NULL AND t.kind IS NULL AND t.began_at < now() - interval '10 minutes')
   OR (t.run_id IS NULL AND p.written_at < now() - interval '10 minutes'
       AND NOT EXISTS (SELECT FROM run_record r WHERE r.run_id = p.run_id)
       AND NOT EXISTS (SELECT FROM intake_queue q WHERE q.run_id = p.run_id));

-- name: audit_failed_postings
-- Postings whose record is their own failure.
SELECT run_id || ': ' || (failure ->> 'stage') || ', ' || (failure ->> 'reason') FROM run_record
WHERE failure ->> 'kind' = 'permanent';
