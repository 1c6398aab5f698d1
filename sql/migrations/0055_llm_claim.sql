-- Who is asking a model what: two runs at once over the same postings would otherwise pay for each question twice.

CREATE TABLE llm_claim (
    -- the question, as in llm_answer
    key        text PRIMARY KEY,
    -- the batch of calls that asks it
    holder     text NOT NULL,
    -- renewed while the holder lives; afterwards anybody may ask
    expires_at timestamptz NOT NULL
);
CREATE INDEX llm_claim_holder ON llm_claim (holder);
COMMENT ON TABLE llm_claim IS 'Questions that a process is asking a model now';
