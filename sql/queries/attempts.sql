-- name: attempt_begin
-- A run begins these postings.
INSERT INTO posting_attempt (run_id, attempts, dagster_run_id)
SELECT run_id, 1, %(dagster_run_id)s FROM posting WHERE run_id = ANY(%(run_ids)s::uuid[]) ORDER BY run_id
ON CONFLICT (run_id) DO UPDATE SET attempts = posting_attempt.attempts + 1, dagster_run_id = excluded.dagster_run_id,
    began_at = now(), ended_at = NULL, stage = NULL, kind = NULL, reason = NULL, retry_at = NULL;

-- name: attempt_fail
-- These postings end without a record, all for one reason. Pauses double with each attempt, and are no shorter than
-- what the other side asks for.
INSERT INTO posting_attempt AS t (run_id, attempts, dagster_run_id, ended_at, stage, kind, reason, retry_at)
SELECT run_id, 1, %(dagster_run_id)s, now(), %(stage)s, %(kind)s, %(reason)s,
    now() + make_interval(secs => greatest(%(pause)s::float8, %(retry_after)s::float8))
FROM posting WHERE run_id = ANY(%(run_ids)s::uuid[]) ORDER BY run_id
ON CONFLICT (run_id) DO UPDATE SET ended_at = excluded.ended_at, stage = excluded.stage, kind = excluded.kind,
    dagster_run_id = excluded.dagster_run_id, reason = excluded.reason,
    retry_at = now() + make_interval(
        secs => greatest(least(%(pause)s::float8 * 2 ^ least(t.attempts - 1, 20), %(longest)s::float8), %(retry_after)s::float8));

-- name: attempt_done
-- These postings have their record.
DELETE FROM posting_attempt WHERE run_id = ANY(%(run_ids)s::uuid[]);

-- name: attempt_record
-- These postings have a record that says why they failed.
INSERT INTO posting_attempt AS t (run_id, attempts, ended_at, stage, kind, reason, retry_at)
SELECT r.run_id, 1, now(), r.stage, r.kind, r.reason, now() + make_interval(secs => %(pause)s::float8)
FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(run_id uuid, stage text, kind text, reason text)
JOIN posting USING (run_id)
ORDER BY r.run_id
ON CONFLICT (run_id) DO UPDATE SET ended_at = excluded.ended_at, stage = excluded.stage, kind = excluded.kind,
    reason = excluded.reason,
    retry_at = now() + make_interval(secs => least(%(pause)s::float8 * 2 ^ least(t.attempts - 1, 20), %(longest)s::float8));

-- name: attempts_open
-- All postings that have no good record, or whose last run did not end, the newest first. What waits in a sensor's queue
-- is left out. Interrupted: begun and not ended, so that a run is at work on it or was killed. Waiting: never begun. Of the
-- kind batch: due once all is answered that had been asked when it ended.
SELECT p.run_id::text, p.title, p.company, p.source, p.source_id,
    coalesce(t.kind, CASE WHEN t.run_id IS NULL THEN 'waiting' ELSE 'interrupted' END) AS kind,
    t.stage, t.reason, coalesce(t.attempts, 0) AS attempts, t.dagster_run_id,
    coalesce(t.ended_at, t.began_at, p.written_at) AS since,
    CASE WHEN t.kind = 'batch' THEN NOT EXISTS (
        SELECT FROM llm_question q WHERE q.answered_at IS NULL AND q.failure IS NULL AND q.asked_at <= t.ended_at)
    ELSE coalesce(t.retry_at, CASE WHEN t.run_id IS NULL THEN p.written_at + make_interval(secs => %(grace)s::float8)
        ELSE t.began_at + make_interval(secs => %(pause)s::float8 * 2 ^ least(t.attempts - 1, 20)) END) <= now() END AS is_due
FROM posting p
LEFT JOIN posting_attempt t USING (run_id)
WHERE (t.run_id IS NOT NULL OR NOT EXISTS (SELECT FROM run_record r WHERE r.run_id = p.run_id))
  AND NOT EXISTS (SELECT FROM intake_queue q WHERE q.run_id = p.run_id)
ORDER BY since DESC, p.run_id;
