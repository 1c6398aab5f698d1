-- The inbox as a table: other systems insert rows, posting_table_sensor takes them in.

CREATE TABLE posting_inbox (
    inbox_id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    item        jsonb,                 -- a posting, or a whole answer, in any JSON shape that files may have
    id          text,                  -- or, without an item: the posting's own id, and its text and fields
    text        text,
    title       text,
    company     text,
    location    text,
    inserted_at timestamptz NOT NULL DEFAULT now(),
    status      text NOT NULL DEFAULT 'new' CHECK (status IN ('new', 'done', 'refused')),
    reason      text,
    run_ids     uuid[] NOT NULL DEFAULT '{}',
    settled_at  timestamptz,
    CHECK ((status = 'new') = (settled_at IS NULL)),
    CHECK ((status = 'refused') = (reason IS NOT NULL))
);
CREATE INDEX posting_inbox_new ON posting_inbox (inbox_id) WHERE status = 'new';
COMMENT ON TABLE posting_inbox IS 'Rows that other systems insert, to be taken in as postings; each ends as done or refused with its reason';
COMMENT ON COLUMN posting_inbox.run_ids IS 'The postings that came of the row; a refused row may hold some that were good';
