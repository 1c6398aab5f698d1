-- What was refused stays known after it was mended, but no longer counts as open.

ALTER TABLE refused_input
    ADD COLUMN resolved_at timestamptz,
    ADD COLUMN resolved_by uuid REFERENCES posting ON DELETE SET NULL,
    ADD CHECK (resolved_by IS NULL OR resolved_at IS NOT NULL);
COMMENT ON COLUMN refused_input.resolved_at IS 'When it was taken in after all, or dismissed; NULL: it is refused now';
COMMENT ON COLUMN refused_input.resolved_by IS 'The posting that came in its place; NULL: a file whose lines came, or dismissed';
