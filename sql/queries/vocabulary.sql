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
