-- name: seed_held
-- What seed files and admins brought of the library, every role, and every dimension.
SELECT 'dimension', to_jsonb(t) FROM dimension t
UNION ALL SELECT 'role', to_jsonb(t) FROM role t
UNION ALL SELECT 'skill', to_jsonb(t) FROM skill t WHERE origin IN ('seed', 'review')
UNION ALL SELECT 'role_alias', to_jsonb(t) FROM role_alias t WHERE origin IN ('seed', 'review')
UNION ALL SELECT 'role_kra', to_jsonb(t) FROM role_kra t WHERE origin IN ('seed', 'review')
UNION ALL SELECT 'role_sub_role', to_jsonb(t) FROM role_sub_role t
UNION ALL SELECT 'role_skill', to_jsonb(t) FROM role_skill t WHERE origin IN ('seed', 'review')
UNION ALL SELECT 'role_dimension', to_jsonb(t) FROM role_dimension t WHERE origin IN ('seed', 'review')
UNION ALL SELECT 'skill_alias', to_jsonb(t) FROM skill_alias t WHERE origin IN ('seed', 'review')
UNION ALL SELECT 'skill_dimension', to_jsonb(t) FROM skill_dimension t WHERE origin IN ('seed', 'review');

-- name: seed_merged
-- Skills of the library that an admin merged into others and that are not there, each with the merge that has effect.
SELECT DISTINCT ON (c.merged_skill) c.merged_skill, c.merged_into, c.change_id,
       EXISTS (SELECT FROM skill s WHERE s.skill_id = c.merged_into)
FROM library_change c
WHERE c.merged_skill IS NOT NULL AND c.undone_by IS NULL
    AND NOT EXISTS (SELECT FROM skill s WHERE s.skill_id = c.merged_skill)
ORDER BY c.merged_skill, c.change_id DESC;

-- name: seed_refused
-- Names that an admin said no to, and KRAs and roles that are said to be there already, with the change that said so.
-- A name that is no skill is none of any role.
SELECT p.kind, CASE WHEN p.kind IN ('alias', 'kra') THEN p.role_id END,
       p.spelling, s.change_id
FROM proposal p LEFT JOIN proposal_settled s ON s.proposal_id = coalesce(p.follows, p.proposal_id)
WHERE p.kind IN ('skill', 'alias', 'kra', 'role') AND p.status = 'rejected'
   OR p.kind IN ('kra', 'role') AND p.status = 'merged';

-- name: seed_hung
-- Skills on which something hangs that seed files did not bring.
SELECT parent FROM skill WHERE origin <> 'seed' AND parent IS NOT NULL
UNION SELECT skill_id FROM skill_alias WHERE origin <> 'seed'
UNION SELECT skill_id FROM role_skill WHERE origin <> 'seed'
UNION SELECT skill_id FROM skill_dimension WHERE origin <> 'seed';

-- name: seed_responsible
-- For each row that files say: the newest change of an admin with effect that wrote the held row, or the one that is
-- named, and whether undoing it would leave the row away. Keys are as triggers record them.
SELECT c.change_id, c.action, c.actor, c.reason,
       NOT EXISTS (SELECT FROM library_change_row b
                   WHERE b.change_id = c.change_id AND b.table_name = g.said_table AND b.before @> g.said)
FROM jsonb_to_recordset(%(rows)s::jsonb)
     AS g(place int, change_id bigint, table_name text, key jsonb, said_table text, said jsonb)
LEFT JOIN LATERAL (
    SELECT c.* FROM library_change c
    WHERE c.change_id = coalesce(g.change_id, (
        SELECT max(r.change_id) FROM library_change_row r JOIN library_change o USING (change_id)
        WHERE r.table_name = g.table_name AND r.key = g.key
            AND o.undone_by IS NULL AND o.action IN ('approve', 'merge')))
) c ON true
ORDER BY g.place;
