-- Which postings a run began and did not bring to a record, and why: what must be done again, and when.

CREATE TABLE posting_attempt (
    run_id         uuid PRIMARY KEY REFERENCES posting ON DELETE CASCADE,
    -- runs that began this posting since it last went through
    attempts       integer NOT NULL CHECK (attempts > 0),
    -- Dagster's name of the last of them; null for postings that came over HTTP
    dagster_run_id text,
    began_at       timestamptz NOT NULL DEFAULT now(),
    -- null while the run is at work, and for ever where it was killed
    ended_at       timestamptz,
    stage          text,
    -- transient: the world's or a call's fault, may pass by itself; budget: a cap on costs; setting: somebody must
    -- change one; permanent: this posting's own fault, which is its record
    kind           text CHECK (kind IN ('transient', 'budget', 'setting', 'permanent')),
    reason         text,
    -- not tried again by itself before
    retry_at       timestamptz,
    CHECK ((ended_at IS NULL) = (kind IS NULL))
);
COMMENT ON TABLE posting_attempt IS 'Postings that were begun and did not go through; a row goes when its posting does';

-- What failed before there was this table.
INSERT INTO posting_attempt (run_id, attempts, began_at, ended_at, stage, kind, reason, retry_at)
SELECT run_id, 1, r.written_at, r.written_at, r.failure ->> 'stage', r.failure ->> 'kind', r.failure ->> 'reason', now()
FROM run_record r JOIN posting USING (run_id)
WHERE r.failure IS NOT NULL;
