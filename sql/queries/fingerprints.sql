-- name: run_fingerprints
-- What the given runs were made with; a run that failed, or never was, has no row.
SELECT run_id::text, fingerprint, coalesce(prompts, '[]') FROM run_record
WHERE run_id = ANY(%(run_ids)s::uuid[]) AND payload IS NOT NULL;
