-- name: llm_question_ask
-- Questions that are not there yet, in one order so that two runs cannot lock each other out. One that was answered and
-- is asked again had an answer that nobody could use: it goes into the next batch, or has failed after enough tries.
INSERT INTO llm_question AS q (key, prompt_version, body)
SELECT key, prompt_version, body
FROM unnest(%(key)s::text[], %(prompt_version)s::text[], %(body)s::jsonb[]) AS given (key, prompt_version, body)
ORDER BY key
ON CONFLICT (key) DO UPDATE SET
    tries = q.tries + 1, token = NULL, answered_at = NULL, asked_at = now(), body = excluded.body,
    failure = CASE WHEN q.tries + 1 >= %(most)s THEN %(unusable)s::text END
WHERE q.answered_at IS NOT NULL;

-- name: llm_question_failures
-- Those of these questions that will not be answered, and why.
SELECT key, failure FROM llm_question WHERE key = ANY(%(key)s) AND failure IS NOT NULL;

-- name: llm_question_forget
-- Failures that were told: asked again, the question is a new one.
DELETE FROM llm_question WHERE key = ANY(%(key)s) AND failure IS NOT NULL;

-- name: llm_batch_turn
-- Whether this connection alone sends and collects now, until its transaction ends.
SELECT pg_try_advisory_xact_lock(hashtext('jd.llm_batch'));

-- name: llm_batch_next
-- A new batch of the questions that have waited longest.
WITH made AS (INSERT INTO llm_batch (token) SELECT %(token)s::uuid
              WHERE EXISTS (SELECT FROM llm_question WHERE token IS NULL AND answered_at IS NULL AND failure IS NULL)
              RETURNING token),
     waiting AS (SELECT key FROM llm_question WHERE token IS NULL AND answered_at IS NULL AND failure IS NULL
                 ORDER BY asked_at, key LIMIT %(most)s FOR UPDATE)
UPDATE llm_question q SET token = made.token FROM made, waiting WHERE q.key = waiting.key;

-- name: llm_batch_questions
-- What a batch is to be made of, in one order: the same batch sent again is the same file.
SELECT key, prompt_version, body, tries FROM llm_question
WHERE token = %(token)s AND answered_at IS NULL AND failure IS NULL ORDER BY asked_at, key;

-- name: llm_batch_put_back
-- Questions that did not fit into the batch wait for the next one.
UPDATE llm_question SET token = NULL WHERE token = %(token)s AND key = ANY(%(key)s);

-- name: llm_batch_open
-- The batches under way, the oldest first.
SELECT token::text, batch_id FROM llm_batch WHERE collected_at IS NULL ORDER BY created_at, token;

-- name: llm_batch_named
-- The server has said how it calls the batch, and how it stands.
UPDATE llm_batch SET batch_id = %(batch_id)s, status = %(status)s WHERE token = %(token)s;

-- name: llm_batch_collected
-- All that there will ever be of the batch is kept.
UPDATE llm_batch SET collected_at = now(), status = %(status)s, reason = %(reason)s WHERE token = %(token)s;

-- name: llm_question_answered
-- Questions whose answers are kept now.
UPDATE llm_question SET answered_at = now() WHERE key = ANY(%(key)s);

-- name: llm_question_unanswered
-- Questions that came back without an answer: into the next batch, or failed for good or after enough tries.
UPDATE llm_question q SET
    token = NULL, tries = q.tries + 1,
    failure = CASE WHEN given.for_good OR q.tries + 1 >= %(most)s THEN given.reason END
FROM unnest(%(key)s::text[], %(reason)s::text[], %(for_good)s::bool[]) AS given (key, reason, for_good)
WHERE q.key = given.key;

-- name: llm_batch_counts
-- How the questions stand: waiting, sent, answered, failed.
SELECT count(*) FILTER (WHERE token IS NULL AND answered_at IS NULL AND failure IS NULL),
       count(*) FILTER (WHERE token IS NOT NULL AND answered_at IS NULL AND failure IS NULL),
       count(*) FILTER (WHERE answered_at IS NOT NULL),
       count(*) FILTER (WHERE failure IS NOT NULL)
FROM llm_question;
