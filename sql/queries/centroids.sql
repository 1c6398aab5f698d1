-- name: employer_cap
-- The cap that the ledger is counted by; no row is none.
SELECT max_per_employer FROM centroid_setting;

-- name: employer_cap_set
-- Another cap, for every batch from now on.
INSERT INTO centroid_setting (max_per_employer) VALUES (%(max_per_employer)s)
ON CONFLICT (singleton) DO UPDATE SET max_per_employer = excluded.max_per_employer;

-- name: ledger_entries_of_runs
-- Ledger rows of the given runs with their groups.
SELECT m.run_id::text, m.role_id, m.embedder, m.employer, g.group_id::text, m.counted
FROM role_centroid_member m JOIN posting_group g USING (run_id) WHERE m.run_id = ANY(%(run_ids)s::uuid[]);

-- name: ledger_entries_of_employers
-- Ledger rows of every employer's postings for a role, those that share a cap with the given ones.
SELECT m.run_id::text, m.role_id, m.embedder, m.employer, g.group_id::text, m.counted
FROM unnest(%(role_ids)s::int[], %(embedders)s::text[], %(employers)s::text[]) AS house(role_id, embedder, employer)
JOIN role_centroid_member m USING (role_id, embedder, employer) JOIN posting_group g USING (run_id);

-- name: ledger_entries_of_groups
-- Ledger rows of all postings of the given groups of reposts.
SELECT m.run_id::text, m.role_id, m.embedder, m.employer, r.group_id::text, m.counted
FROM repost r JOIN role_centroid_member m USING (run_id) WHERE r.group_id = ANY(%(group_ids)s::uuid[]);

-- name: ledger_entries
-- The whole ledger with its groups.
SELECT m.run_id::text, m.role_id, m.embedder, m.employer, g.group_id::text, m.counted
FROM role_centroid_member m JOIN posting_group g USING (run_id);

-- name: ledger_vectors
-- Vectors of the given runs.
SELECT run_id::text, vector FROM role_centroid_member WHERE run_id = ANY(%(run_ids)s::uuid[]);

-- name: ledger_counted
-- Of the given runs and groups of reposts, the rows that count, with one embedder's vectors.
SELECT m.run_id::text, g.group_id::text, m.role_id, m.vector
FROM role_centroid_member m JOIN posting_group g USING (run_id)
WHERE m.embedder = %(embedder)s AND m.counted
  AND m.run_id = ANY(%(run_ids)s::uuid[]
                     || ARRAY(SELECT run_id FROM repost WHERE group_id = ANY(%(group_ids)s::uuid[])));

-- name: ledger_vectors_counted
-- Vectors of all rows that count, centroid by centroid.
SELECT role_id, embedder, vector FROM role_centroid_member WHERE counted ORDER BY role_id, embedder;

-- name: ledger_delete
-- Runs that are decided to be no role any more.
DELETE FROM role_centroid_member WHERE run_id = ANY(%(run_ids)s::uuid[]);

-- name: ledger_put
-- One row a run; one that says the same is not written again.
INSERT INTO role_centroid_member AS m (run_id, role_id, embedder, employer, counted, vector)
SELECT given.run_id::uuid, given.role_id, given.embedder, given.employer, given.counted, given.vector
FROM unnest(%(run_ids)b::text[], %(role_ids)b::int[], %(embedders)b::text[], %(employers)b::text[], %(counted)b::bool[],
            %(vectors)b::vector[]) AS given(run_id, role_id, embedder, employer, counted, vector)
ON CONFLICT (run_id) DO UPDATE
SET role_id = excluded.role_id, embedder = excluded.embedder, employer = excluded.employer, counted = excluded.counted,
    vector = excluded.vector
WHERE (m.role_id, m.embedder, m.employer, m.counted, m.vector)
      IS DISTINCT FROM (excluded.role_id, excluded.embedder, excluded.employer, excluded.counted, excluded.vector);

-- name: ledger_count
-- Rows that count now, or do not any more.
UPDATE role_centroid_member m SET counted = given.counted
FROM unnest(%(run_ids)s::uuid[], %(counted)s::bool[]) AS given(run_id, counted) WHERE m.run_id = given.run_id;

-- name: centroid_sums
-- Count and fixed-point sum of the given centroids.
SELECT role_id, embedder, n, total
FROM unnest(%(role_ids)s::int[], %(embedders)s::text[]) AS given(role_id, embedder)
JOIN role_centroid USING (role_id, embedder);

-- name: centroid_sums_all
-- Count and fixed-point sum of every centroid.
SELECT role_id, embedder, n, total FROM role_centroid;

-- name: centroid_means
-- The mean of every centroid.
SELECT role_id, embedder, centroid FROM role_centroid;

-- name: centroid_put
-- Centroids after a batch.
INSERT INTO role_centroid (role_id, embedder, n, total, centroid)
SELECT role_id, embedder, n, total, centroid::vector
FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(role_id int, embedder text, n int, total bigint[], centroid text)
ON CONFLICT (role_id, embedder) DO UPDATE SET n = excluded.n, total = excluded.total, centroid = excluded.centroid;

-- name: centroid_counts
-- Postings counted for the given roles.
SELECT role_id, n FROM role_centroid WHERE role_id = ANY(%(role_ids)s) AND embedder = %(embedder)s;

-- name: centroid_all
-- All centroids of one embedder.
SELECT role_id, n, total FROM role_centroid WHERE embedder = %(embedder)s;

-- name: centroid_miscounted
-- Centroids whose n is not the number of their ledger rows that count: none, unless something is broken.
SELECT coalesce(c.role_id, m.role_id) AS role_id, coalesce(c.embedder, m.embedder) AS embedder,
       coalesce(c.n, 0) AS n, coalesce(m.n, 0) AS ledger_n
FROM role_centroid c
FULL JOIN (SELECT role_id, embedder, count(*) AS n FROM role_centroid_member WHERE counted GROUP BY 1, 2) m
    USING (role_id, embedder)
WHERE coalesce(c.n, 0) <> coalesce(m.n, 0)
ORDER BY 1, 2;
