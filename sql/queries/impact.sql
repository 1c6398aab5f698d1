-- name: impact_run_ids
-- Every decided run, or those of the given that are; run_record's order does not matter, one order does.
SELECT run_id::text FROM case_decision
WHERE payload IS NOT NULL AND (%(run_ids)s::uuid[] IS NULL OR run_id = ANY(%(run_ids)s::uuid[]))
ORDER BY run_id;

-- name: impact_runs
-- What some runs were scored from and how they were decided.
SELECT d.run_id::text, d."case", d.slug, d.payload -> 'llm2_choice', s.payload ->> 'inputs'
FROM case_decision d JOIN role_scoring s USING (run_id)
WHERE d.run_id = ANY(%(run_ids)s::uuid[]) AND s.payload IS NOT NULL;

-- name: impact_naming
-- Runs whose posting holds a pattern; soft hyphens are no letters.
SELECT run_id::text FROM posting
WHERE run_id = ANY(%(run_ids)s::uuid[]) AND replace(payload ->> 'text', chr(173), '') ~* %(pattern)s;

-- name: embedding_all
-- All vectors of one embedder: what a COPY in binary is made of.
SELECT text_hash, vector FROM embedding WHERE embedder_id = %(embedder_id)s;
