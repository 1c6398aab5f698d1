-- Questions that wait for answers of a Batch API, and the batches that they were sent in.

CREATE TABLE llm_batch (
    -- ours: it goes with the batch, so that one whose creation we did not live to hear of is found again
    token       uuid PRIMARY KEY,
    -- the server's; null until it has said it
    batch_id    text UNIQUE,
    created_at  timestamptz NOT NULL DEFAULT now(),
    -- as the server calls it
    status      text NOT NULL DEFAULT 'sending',
    collected_at timestamptz,
    reason      text
);
COMMENT ON TABLE llm_batch IS 'Batches of questions; one without collected_at is under way';

CREATE TABLE llm_question (
    -- of the answer that it will be, see llm_answer
    key            text PRIMARY KEY,
    prompt_version text NOT NULL,
    -- the body of a chat completion request
    body           jsonb NOT NULL,
    asked_at       timestamptz NOT NULL DEFAULT now(),
    -- times that it came back without a usable answer
    tries          integer NOT NULL DEFAULT 0,
    -- the batch that it is in; null while it waits for one
    token          uuid REFERENCES llm_batch,
    answered_at    timestamptz,
    -- why it will not be answered
    failure        text
);
COMMENT ON TABLE llm_question IS 'Questions for the Batch API: waiting (no token), sent, answered, or failed';
CREATE INDEX llm_question_open ON llm_question (asked_at) WHERE answered_at IS NULL AND failure IS NULL;
CREATE INDEX llm_question_token ON llm_question (token);

ALTER TABLE posting_attempt DROP CONSTRAINT posting_attempt_kind_check;
-- batch: its run asked questions whose answers come later
ALTER TABLE posting_attempt ADD CONSTRAINT posting_attempt_kind_check
    CHECK (kind IN ('transient', 'budget', 'setting', 'permanent', 'batch'));
