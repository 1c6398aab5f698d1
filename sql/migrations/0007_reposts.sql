-- Reposts: which postings are one job advertised again, and which rows of the ledger count.

-- What a posting asks and has its holder do, as hashes of sentences (library/signature.py). Copies share one row.
CREATE TABLE signature (
    signature_id bigint PRIMARY KEY,          -- hash of the two sets
    sentences    bigint[] NOT NULL,
    duties       bigint[] NOT NULL,           -- those of the sentences that are responsibilities
    probes       bigint[] NOT NULL            -- two signatures that are near share one of these
);
-- Without the pending list every search would read through it.
CREATE INDEX signature_probes ON signature USING gin (probes) WITH (fastupdate = off);

CREATE TABLE repost (
    run_id       uuid PRIMARY KEY REFERENCES posting ON DELETE CASCADE,
    signature_id bigint NOT NULL REFERENCES signature,
    group_id     uuid NOT NULL                -- smallest run_id of the postings that it is a repost of, itself among them
);
CREATE INDEX repost_signature ON repost (signature_id);
CREATE INDEX repost_group ON repost (group_id);
COMMENT ON TABLE repost IS 'Postings whose text was read; a posting that is no repost is alone in its group';

CREATE VIEW posting_group AS
SELECT p.run_id, coalesce(r.group_id, p.run_id) AS group_id
FROM posting p LEFT JOIN repost r USING (run_id);
COMMENT ON VIEW posting_group IS 'The group of every posting: count(DISTINCT group_id) counts reposts once';

-- A row of the ledger that does not count is a repost of one that does, or beyond the cap of its employer.
ALTER TABLE role_centroid_member
    ADD COLUMN employer text NOT NULL DEFAULT '',   -- key of drafting/employers.py; empty where it is not known
    ADD COLUMN counted boolean NOT NULL DEFAULT true;
CREATE INDEX role_centroid_member_employer ON role_centroid_member (role_id, embedder, employer);
DROP INDEX role_centroid_member_role;
CREATE INDEX role_centroid_member_role ON role_centroid_member (role_id, embedder) WHERE counted;

CREATE TABLE centroid_setting (
    singleton        boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    max_per_employer int NOT NULL CHECK (max_per_employer >= 0)
);
COMMENT ON TABLE centroid_setting IS 'The cap that all rows of the ledger are counted by; 0, or no row, is none';
