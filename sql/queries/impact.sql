-- name: vocabulary_known
-- A row where this vocabulary is kept already.
SELECT 1 FROM skill_vocabulary WHERE fingerprint = %(fingerprint)s;

-- name: vocabulary_entries_keep
-- Skills as they are now; what is there already stays.
INSERT INTO skill_vocabulary_entry (entry, content)
SELECT fresh.entry, fresh.content FROM unnest(%(entries)s::bigint[], %(contents)s::jsonb[]) AS fresh (entry, content)
ON CONFLICT DO NOTHING;

-- name: vocabulary_keep
-- A vocabulary as the list of its skills.
INSERT INTO skill_vocabulary (fingerprint, entries) VALUES (%(fingerprint)s, %(entries)s) ON CONFLICT DO NOTHING;

-- name: vocabulary_entries
-- The skills of one vocabulary.
SELECT e.entry, e.content
FROM skill_vocabulary v JOIN skill_vocabulary_entry e ON e.entry = ANY(v.entries)
WHERE v.fingerprint = %(fingerprint)s;

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
