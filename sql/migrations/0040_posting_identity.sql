-- A posting is recognised by its own id and its content, whatever file it comes in; postings that were stored under a
-- file's name keep their run_id and are recognised too.

ALTER TABLE posting
    ADD COLUMN content_hash text GENERATED ALWAYS AS (payload ->> 'content_hash') STORED,
    ADD COLUMN own_id text GENERATED ALWAYS AS (CASE
        WHEN payload ? 'own_id' THEN payload ->> 'own_id'
        -- Earlier releases wrote nothing, the file's name, or "file#line", where a posting had no id of its own.
        WHEN payload ->> 'source_id' IN ('', payload ->> 'source') THEN NULL
        WHEN starts_with(payload ->> 'source_id', (payload ->> 'source') || '#') THEN NULL
        ELSE payload ->> 'source_id'
    END) STORED,
    ADD COLUMN replaces uuid GENERATED ALWAYS AS ((payload ->> 'replaces')::uuid) STORED;
CREATE INDEX posting_content_hash ON posting (content_hash);
CREATE INDEX posting_own_id ON posting (own_id) WHERE own_id IS NOT NULL;
COMMENT ON COLUMN posting.own_id IS 'The id that the posting has in its feed; NULL where it has none';
COMMENT ON COLUMN posting.replaces IS 'The run of the same id in the same feed that this one, with changed content, follows';
