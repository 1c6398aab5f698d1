-- name: centroid_lock
-- Serialises ledger commits. A batch holds it for tens of milliseconds, and no order of locks has to be kept.
SELECT pg_advisory_xact_lock(hashtext('jd.role_centroid'));

-- name: centroid_members_of_runs
-- The ledger rows of the given runs.
SELECT run_id::text, role_id, embedder, vector FROM role_centroid_member WHERE run_id = ANY(%(run_ids)s::uuid[]);

-- name: centroid_members_delete
-- Runs that count for no role any more.
DELETE FROM role_centroid_member WHERE run_id = ANY(%(run_ids)s::uuid[]);

-- name: centroid_member_upsert
-- A run's one row in the ledger.
INSERT INTO role_centroid_member (run_id, role_id, embedder, vector)
VALUES (%(run_id)s, %(role_id)s, %(embedder)s, %(vector)s)
ON CONFLICT (run_id) DO UPDATE
SET role_id = excluded.role_id, embedder = excluded.embedder, vector = excluded.vector;

-- name: centroid_one
-- Count and fixed-point sum of one centroid.
SELECT n, total FROM role_centroid WHERE role_id = %(role_id)s AND embedder = %(embedder)s;

-- name: centroid_upsert
-- A centroid after a batch.
INSERT INTO role_centroid (role_id, embedder, n, total, centroid)
VALUES (%(role_id)s, %(embedder)s, %(n)s, %(total)s, %(centroid)s)
ON CONFLICT (role_id, embedder) DO UPDATE SET n = excluded.n, total = excluded.total, centroid = excluded.centroid;

-- name: centroid_counts
-- Postings counted for the given roles.
SELECT role_id, n FROM role_centroid WHERE role_id = ANY(%(role_ids)s) AND embedder = %(embedder)s;

-- name: centroid_all
-- All centroids of one embedder.
SELECT role_id, n, total FROM role_centroid WHERE embedder = %(embedder)s;

-- name: centroid_miscounted
-- Centroids whose n is not the number of their ledger rows: none, unless something is broken.
SELECT coalesce(c.role_id, m.role_id) AS role_id, coalesce(c.embedder, m.embedder) AS embedder,
       coalesce(c.n, 0) AS n, coalesce(m.n, 0) AS ledger_n
FROM role_centroid c
FULL JOIN (SELECT role_id, embedder, count(*) AS n FROM role_centroid_member GROUP BY 1, 2) m USING (role_id, embedder)
WHERE coalesce(c.n, 0) <> coalesce(m.n, 0)
ORDER BY 1, 2;
