-- name: llm_answer_get
-- The kept answers of any of the keys; served by the primary key.
SELECT key, model, prompt_version, raw
FROM llm_answer
WHERE key = ANY(%(key)s)

-- name: llm_answer_put
-- Keep many answers at once; an answer given later replaces the one of its key.
INSERT INTO llm_answer (key, model, prompt_version, raw, input_tokens, output_tokens, cost_usd)
SELECT *
FROM unnest(
    %(key)s::text[], %(model)s::text[], %(prompt_version)s::text[], %(raw)s::text[],
    %(input_tokens)s::int[], %(output_tokens)s::int[], %(cost_usd)s::numeric[]
)
ON CONFLICT (key) DO UPDATE SET
    model = excluded.model,
    prompt_version = excluded.prompt_version,
    raw = excluded.raw,
    input_tokens = excluded.input_tokens,
    output_tokens = excluded.output_tokens,
    cost_usd = excluded.cost_usd,
    created_at = now()

-- name: llm_call_put
-- Record many answered calls at once; the answer of a valid one is in llm_answer and not kept twice.
INSERT INTO llm_call (key, model, prompt_version, input_tokens, output_tokens, cost_usd, failure, raw)
SELECT key, model, prompt_version, input_tokens, output_tokens, cost_usd, failure,
    CASE WHEN failure IS NOT NULL THEN raw END
FROM unnest(
    %(key)s::text[], %(model)s::text[], %(prompt_version)s::text[], %(raw)s::text[],
    %(input_tokens)s::int[], %(output_tokens)s::int[], %(cost_usd)s::numeric[], %(failure)s::text[]
) AS call (key, model, prompt_version, raw, input_tokens, output_tokens, cost_usd, failure);

-- name: llm_claim
-- The question is the holder's, where nobody has it or has had it for too long without a word.
INSERT INTO llm_claim (key, holder, expires_at) VALUES (%(key)s, %(holder)s, now() + make_interval(secs => %(seconds)s))
ON CONFLICT (key) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
WHERE llm_claim.expires_at < now() OR llm_claim.holder = excluded.holder
RETURNING key;

-- name: llm_claim_renew
-- The holder is at work on these.
UPDATE llm_claim SET expires_at = now() + make_interval(secs => %(seconds)s) WHERE holder = %(holder)s;

-- name: llm_claim_release
-- The holder is through with the question.
DELETE FROM llm_claim WHERE key = %(key)s AND holder = %(holder)s;

-- name: llm_spent_today
-- What the calls since midnight UTC cost, as far as prices are known.
SELECT coalesce(sum(cost_usd), 0)::float FROM llm_call
WHERE created_at >= date_trunc('day', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC';

-- name: llm_spent_since
-- Calls since then, what those with a known price cost, and how many have none.
SELECT count(*), coalesce(sum(cost_usd), 0)::float, count(*) FILTER (WHERE cost_usd IS NULL)
FROM llm_call WHERE created_at >= %(since)s;
