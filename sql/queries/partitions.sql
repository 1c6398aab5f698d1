-- name: partition_order_lock
-- Whoever chooses ranges, and for that may change the order of the keys, does so alone, until the transaction ends.
SELECT pg_advisory_xact_lock(hashtext('jd_assets: order of partition keys'));

-- name: partition_claims_expire
-- Claims whose runs exist by now, or will never.
DELETE FROM partition_claim WHERE claimed_at < now() - make_interval(secs => %(seconds)s);

-- name: partition_claims
-- The keys that are claimed.
SELECT DISTINCT unnest(run_ids) FROM partition_claim;

-- name: partition_claim_add
-- The keys of the ranges that were chosen now.
INSERT INTO partition_claim (run_ids) VALUES (%(run_ids)s);

-- name: postings_not_at_rest
-- Of these, the postings that something is to be done with still, or whose record is younger than some days. A posting's
-- own fault is its end: it is done again by hand only.
SELECT p.run_id::text
FROM posting p
LEFT JOIN run_record r USING (run_id)
LEFT JOIN posting_attempt t USING (run_id)
WHERE p.run_id = ANY(%(run_ids)s::uuid[])
  AND (r.run_id IS NULL
    OR (t.run_id IS NOT NULL AND t.kind IS DISTINCT FROM 'permanent')
    OR r.written_at > now() - make_interval(secs => 86400 * %(days)s::float8)
    OR EXISTS (SELECT FROM intake_queue q WHERE q.run_id = p.run_id));
