-- Partition keys whose runs were asked for and may not exist yet: nobody registers these anew meanwhile.

CREATE TABLE partition_claim (
    claim_id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run_ids    text[] NOT NULL,
    claimed_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE partition_claim IS 'Between choosing the ranges of runs and the runs themselves; deleted after minutes';
