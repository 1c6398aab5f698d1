-- name: console_role_facts
-- How many postings are decided for each role, and of how many its centroid is made.
SELECT r.slug, coalesce(d.postings, 0), coalesce(c.n, 0)
FROM role r
LEFT JOIN (SELECT slug, count(*) AS postings FROM case_decision WHERE slug IS NOT NULL GROUP BY slug) d USING (slug)
LEFT JOIN role_centroid c ON c.role_id = r.role_id AND c.embedder = %(embedder)s;

-- name: console_role_examples
-- The postings of a role's centroid that are nearest to it.
SELECT m.run_id::text, p.title, p.company, (1 - (m.vector <=> c.centroid))::float8
FROM role_centroid c JOIN role_centroid_member m USING (role_id, embedder) JOIN posting p USING (run_id)
WHERE c.role_id = %(role_id)s AND c.embedder = %(embedder)s AND m.counted AND c.centroid IS NOT NULL
ORDER BY m.vector <=> c.centroid, m.run_id LIMIT %(limit)s;

-- name: console_centroids
-- All centroids of an embedder.
SELECT c.role_id, c.centroid FROM role_centroid c WHERE c.embedder = %(embedder)s AND c.centroid IS NOT NULL;

-- name: console_dimension_notes
-- What each dimension is.
SELECT dimension_id, description FROM dimension;

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

-- name: console_versions
-- The newest versions of the library.
SELECT version, actor, reason, created_at FROM library_version ORDER BY version DESC LIMIT %(limit)s;
