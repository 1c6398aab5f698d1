-- name: refused_input_add
-- Input that could not be made a posting; refused again, it keeps one row with the newest reason.
INSERT INTO refused_input (source, source_id, reason)
SELECT DISTINCT ON (source, source_id) source, source_id, reason
FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(source text, source_id text, reason text)
ON CONFLICT (source, source_id) DO UPDATE SET reason = excluded.reason, refused_at = now();
