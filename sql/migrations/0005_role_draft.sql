-- Roles that several employers' postings propose, drafted for an admin to approve.

CREATE TABLE role_draft (
    draft_id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    cluster_key    text NOT NULL UNIQUE,      -- smallest key of the proposals that are this role
    slug           text NOT NULL,
    display_name   text NOT NULL,
    payload        jsonb NOT NULL,            -- contracts/role_draft.py
    employers      int NOT NULL CHECK (employers >= 1),
    postings       int NOT NULL CHECK (postings >= 1),
    status         text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'approved', 'rejected')),
    dagster_run_id text NOT NULL,             -- the run that drafted it, or that changed it last
    drafted_at     timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE role_draft IS 'Draft roles; a pending one follows its evidence, a settled one is never changed';
