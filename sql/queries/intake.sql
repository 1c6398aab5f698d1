-- name: posting_recognise
-- Which of these are stored, by own id and content; of several from before that rule the one stored first. A posting of
-- an earlier release has no stated facts, so that its content is known by the hash without them.
SELECT r.at, p.run_id::text
FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(at int, own_id text, content_hash text, plain_hash text)
CROSS JOIN LATERAL (
    SELECT run_id FROM posting
    WHERE own_id IS NOT DISTINCT FROM r.own_id
      AND (content_hash = r.content_hash OR (content_hash = r.plain_hash AND NOT payload ? 'own_id'))
    ORDER BY written_at, run_id LIMIT 1
) p;

-- name: posting_newest_of_id
-- The newest run of the same id in the same feed. Files without a kind number their postings from 1 each, so that there
-- an id of another employer is another posting.
SELECT DISTINCT ON (r.own_id, r.feed, r.company) r.own_id, r.feed, r.company, p.run_id::text
FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(own_id text, feed text, company text)
JOIN posting p ON p.own_id = r.own_id AND p.payload ->> 'feed' IS NOT DISTINCT FROM r.feed
    AND (r.feed IS NOT NULL OR r.company IS NULL OR p.company IS NULL OR lower(r.company) = lower(p.company))
ORDER BY r.own_id, r.feed, r.company, p.written_at DESC, p.run_id;

-- name: posting_refresh
-- Facts that pass without being content: of postings that are known, keeps a last day that moved, and the facts of
-- those that were stored before facts were kept. The runs of these are out of date from then on.
WITH given AS (
    SELECT DISTINCT ON (run_id) run_id, feed, stated
    FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(run_id uuid, feed text, stated jsonb)
    ORDER BY run_id
), moved AS (
    UPDATE posting p SET written_at = now(),
        payload = p.payload || jsonb_build_object('feed', g.feed, 'stated', g.stated)
    FROM given g
    WHERE p.run_id = g.run_id AND (
        NOT p.payload ? 'own_id'
        OR (p.payload ->> 'feed' IS NOT DISTINCT FROM g.feed
            AND g.stated ->> 'valid_through' IS DISTINCT FROM p.payload #>> '{stated,valid_through}')
    ) AND p.payload -> 'stated' IS DISTINCT FROM g.stated
    RETURNING p.run_id
)
UPDATE run_record r SET payload = jsonb_set(r.payload, '{fingerprint}', '""')
FROM moved WHERE r.run_id = moved.run_id AND r.payload IS NOT NULL;

-- name: intake_queue_add
-- These wait for a sensor's request.
INSERT INTO intake_queue (sensor, run_id)
SELECT %(sensor)s, unnest(%(run_ids)s::uuid[])
ON CONFLICT (sensor, run_id) DO NOTHING;

-- name: intake_queue_next
-- What a sensor has yet to ask runs for, in the order of arrival.
SELECT queue_id, run_id::text FROM intake_queue WHERE sensor = %(sensor)s ORDER BY queue_id LIMIT %(limit)s;

-- name: intake_queue_drop
-- Dagster has kept the requests for these; a sensor alone adds rows under its name, one look after the other.
DELETE FROM intake_queue WHERE sensor = %(sensor)s AND queue_id <= %(last)s;

-- name: posting_inbox_claim
-- Rows to take in now, which no other taker has; they stay locked until the transaction ends.
SELECT inbox_id, item, id, text, title, company, location FROM posting_inbox
WHERE status = 'new' ORDER BY inbox_id LIMIT %(limit)s
FOR UPDATE SKIP LOCKED;

-- name: posting_inbox_settle
-- What became of claimed rows.
UPDATE posting_inbox t SET status = r.status, reason = r.reason, settled_at = now(),
    run_ids = ARRAY(SELECT jsonb_array_elements_text(r.run_ids)::uuid)
FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(inbox_id bigint, status text, reason text, run_ids jsonb)
WHERE t.inbox_id = r.inbox_id;

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
