-- name: run_fingerprints
-- What the given runs were made with; a run that failed, or never was, has no row.
SELECT run_id::text, fingerprint FROM run_record
WHERE run_id = ANY(%(run_ids)s::uuid[]) AND payload IS NOT NULL;

-- name: run_cases
-- How many of the given runs ended in each case, or failed.
SELECT CASE WHEN r.payload IS NULL THEN 'failed' ELSE d."case" END, count(*)
FROM run_record r LEFT JOIN case_decision d USING (run_id)
WHERE r.run_id = ANY(%(run_ids)s::uuid[])
GROUP BY 1 ORDER BY 1;
