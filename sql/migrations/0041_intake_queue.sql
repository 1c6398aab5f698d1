-- What the sensors took in and have yet to ask runs for: written with the postings, in one transaction, and emptied
-- once Dagster has kept the requests, so that neither a crash nor a drop of any size loses one.

CREATE TABLE intake_queue (
    queue_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sensor   text NOT NULL,
    run_id   uuid NOT NULL REFERENCES posting ON DELETE CASCADE,
    UNIQUE (sensor, run_id)
);
COMMENT ON TABLE intake_queue IS 'Postings that a sensor took in and has yet to request a run for';
