-- name: run_cases
-- How many of the given runs ended in each case, or failed.
SELECT CASE WHEN r.payload IS NULL THEN 'failed' ELSE d."case" END, count(*)
FROM run_record r LEFT JOIN case_decision d USING (run_id)
WHERE r.run_id = ANY(%(run_ids)s::uuid[])
GROUP BY 1 ORDER BY 1;
