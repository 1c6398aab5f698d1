-- name: refused_input_add
-- Input that could not be made a posting; refused again, it keeps one row, open, with the newest reason.
INSERT INTO refused_input (source, source_id, reason)
SELECT DISTINCT ON (source, source_id) source, source_id, reason
FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(source text, source_id text, reason text)
ORDER BY source, source_id
ON CONFLICT (source, source_id) DO UPDATE
SET reason = excluded.reason, refused_at = now(), resolved_at = NULL, resolved_by = NULL;

-- name: refused_input_of
-- What is refused now of these drops, locked in an order that two intakes share.
SELECT source, source_id FROM refused_input
WHERE source = ANY(%(sources)s) AND resolved_at IS NULL
ORDER BY source, source_id
FOR UPDATE;

-- name: refused_input_resolve
-- These are refused no longer: a posting came in their place, or the file could be read.
UPDATE refused_input t SET resolved_at = now(), resolved_by = r.run_id
FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(source text, source_id text, run_id uuid)
WHERE t.source = r.source AND t.source_id = r.source_id;

-- name: refused_input_open
-- All that is refused now, the newest first.
SELECT source, source_id, reason, refused_at FROM refused_input
WHERE resolved_at IS NULL
ORDER BY refused_at DESC, source, source_id;

-- name: refused_input_dismiss
-- Nobody will mend these: they stay known and are open no longer. One item of a drop, or all of it.
UPDATE refused_input SET resolved_at = now()
WHERE source = %(source)s AND source_id = coalesce(%(source_id)s, source_id) AND resolved_at IS NULL;
