-- Answers of LLM calls, so that the same question is paid for once, and the bill of all calls.

-- Only answers that were valid when they came: no errors, no refusals, nothing empty.
CREATE TABLE llm_answer (
    -- SHA-256 of text, model, reasoning effort, temperature, prompt and answer schema
    key            text PRIMARY KEY,
    -- the model that answered, as the server names it
    model          text NOT NULL,
    -- name and version of the prompt file, e.g. nano_parse.v1
    prompt_version text NOT NULL,
    -- the answer as it came; it is validated again each time it is read
    raw            text NOT NULL CHECK (raw <> ''),
    input_tokens   integer NOT NULL CHECK (input_tokens >= 0),
    output_tokens  integer NOT NULL CHECK (output_tokens >= 0),
    -- US dollars paid when it was asked; null for a model without a known price
    cost_usd       numeric CHECK (cost_usd >= 0),
    created_at     timestamptz NOT NULL DEFAULT now()
);

-- One row a call that the server answered, whatever the answer was worth: what was spent is the sum of these.
CREATE TABLE llm_call (
    llm_call_id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- the question, as in llm_answer
    key            text NOT NULL,
    model          text NOT NULL,
    prompt_version text NOT NULL,
    input_tokens   integer NOT NULL CHECK (input_tokens >= 0),
    output_tokens  integer NOT NULL CHECK (output_tokens >= 0),
    cost_usd       numeric CHECK (cost_usd >= 0),
    -- why the answer could not be used, and the answer itself; both null for a valid one, which llm_answer holds
    failure        text,
    raw            text,
    created_at     timestamptz NOT NULL DEFAULT now()
);
