-- name: console_changes
-- The changes that touched a row of the library under a key (null for all changes), newest first.
SELECT c.change_id, c.library_version, c.action, c.actor, c.reason, c.made_at, c.proposal_ids, c.undoes, c.undone_by,
       c.recorded
FROM library_change c
WHERE (%(key)s::jsonb IS NULL OR EXISTS (
        SELECT FROM library_change_row r
        WHERE r.change_id = c.change_id AND r.table_name <> 'proposal' AND r.key @> %(key)s::jsonb))
    AND (%(before)s::bigint IS NULL OR c.change_id < %(before)s::bigint)
ORDER BY c.change_id DESC LIMIT %(limit)s;

-- name: console_diff
-- What is otherwise in one version than in an earlier one, row by row.
SELECT r.table_name, r.key, (array_agg(r.before ORDER BY r.row_id))[1] AS before,
       (array_agg(r.after ORDER BY r.row_id DESC))[1] AS after
FROM library_change_row r JOIN library_change c USING (change_id)
WHERE c.library_version > %(first)s AND c.library_version <= %(last)s
    AND r.table_name NOT IN ('proposal', 'role_draft', 'observed_skill_dimension')
GROUP BY r.table_name, r.key
HAVING (array_agg(r.before ORDER BY r.row_id))[1] IS DISTINCT FROM (array_agg(r.after ORDER BY r.row_id DESC))[1]
ORDER BY r.table_name, r.key;

-- name: console_unrecorded
-- The changes between two versions whose rows were not recorded.
SELECT change_id, action, reason FROM library_change
WHERE library_version > %(first)s AND library_version <= %(last)s AND NOT recorded ORDER BY change_id;
