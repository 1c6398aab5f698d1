-- Calls over HTTP that may be sent again under a key, and runs that Dagster has yet to be told of.

CREATE TABLE http_call (
    holder       text NOT NULL,
    key          text NOT NULL,
    request_hash bytea NOT NULL,
    answer       text,
    begun_at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (holder, key)
);
COMMENT ON TABLE http_call IS 'Calls that came with an Idempotency-Key; answer is null while one is at work';
CREATE INDEX http_call_begun ON http_call (begun_at);

CREATE TABLE untold_run (
    run_id    uuid PRIMARY KEY REFERENCES posting ON DELETE CASCADE,
    marked_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE untold_run IS 'Runs that went through outside of Dagster and whose materialisations it has not been told of';
