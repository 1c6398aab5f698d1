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
