-- What confirmed postings taught about the words of roles: every model that was taught, and which of them decides.

CREATE TABLE evidence_model (
    model_id       integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    made_at        timestamptz NOT NULL DEFAULT now(),
    embedder       text NOT NULL,
    -- confirmed postings and roles that it was taught by
    postings       integer NOT NULL CHECK (postings > 0),
    roles          integer NOT NULL CHECK (roles > 0),
    -- what was measured on postings that had no part in it
    figures        jsonb NOT NULL,
    -- one a fold, each taught without the postings of its own
    archives       bytea[] NOT NULL CHECK (cardinality(archives) > 0),
    dagster_run_id text
);
COMMENT ON TABLE evidence_model IS 'Models taught by confirmed postings, those that were not better included';

CREATE TABLE evidence_model_in_force (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    model_id  integer NOT NULL REFERENCES evidence_model,
    postings  integer NOT NULL
);
COMMENT ON TABLE evidence_model_in_force IS 'The model that decisions are made with on top of the package''s; part of the library, so a change can be undone';

CREATE TRIGGER refuse_unrecorded BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON evidence_model_in_force
    EXECUTE FUNCTION refuse_unrecorded_change();
CREATE TRIGGER record_insert AFTER INSERT ON evidence_model_in_force REFERENCING NEW TABLE AS new_rows
    EXECUTE FUNCTION record_library_rows('singleton');
CREATE TRIGGER record_update AFTER UPDATE ON evidence_model_in_force
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows EXECUTE FUNCTION record_library_rows('singleton');
CREATE TRIGGER record_delete AFTER DELETE ON evidence_model_in_force REFERENCING OLD TABLE AS old_rows
    EXECUTE FUNCTION record_library_rows('singleton');

ALTER TABLE library_change DROP CONSTRAINT library_change_action_check;
ALTER TABLE library_change ADD CONSTRAINT library_change_action_check
    CHECK (action IN ('load', 'import', 'approve', 'merge', 'reject', 'undo', 'teach'));
