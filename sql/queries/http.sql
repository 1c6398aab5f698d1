-- name: http_call_forget
-- Keys are good for a day; a call that died at work gives its key back after some minutes.
DELETE FROM http_call
WHERE begun_at < now() - interval '24 hours' OR (answer IS NULL AND begun_at < now() - interval '10 minutes');

-- name: http_call_begin
-- Take a key; no row comes back where another call has it.
INSERT INTO http_call (holder, key, request_hash) VALUES (%(holder)s, %(key)s, %(request_hash)s)
ON CONFLICT DO NOTHING RETURNING key;

-- name: http_call_known
-- What the call of this key was, and its answer.
SELECT request_hash, answer FROM http_call WHERE holder = %(holder)s AND key = %(key)s;

-- name: http_call_end
-- Keep the answer of a call.
UPDATE http_call SET answer = %(answer)s WHERE holder = %(holder)s AND key = %(key)s;

-- name: http_call_drop
-- Give the key of a call back that has no answer worth keeping.
DELETE FROM http_call WHERE holder = %(holder)s AND key = %(key)s;

-- name: stored_run
-- How far a run came: whether its posting is stored, and whether it has a record or a failure.
SELECT p.run_id::text, r.run_id IS NOT NULL FROM posting p LEFT JOIN run_record r USING (run_id)
WHERE p.run_id = ANY(%(run_ids)s::uuid[]);
