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

-- name: console_versions
-- The newest versions of the library.
SELECT version, actor, reason, created_at FROM library_version ORDER BY version DESC LIMIT %(limit)s;
