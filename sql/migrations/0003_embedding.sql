-- Vectors of texts, computed once for each embedder.

CREATE TABLE embedding (
    embedder_id text NOT NULL,
    text_hash   bytea NOT NULL CHECK (octet_length(text_hash) = 32),
    vector      vector NOT NULL,      -- of any length: each model has its own; psycopg reads it 8x faster than real[]
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (embedder_id, text_hash)
);
COMMENT ON TABLE embedding IS 'Cache of sentence vectors; every row can be computed again';
COMMENT ON COLUMN embedding.embedder_id IS 'Model, hash of its content and precision: vectors of two embedders never mix';
COMMENT ON COLUMN embedding.text_hash IS 'SHA-256 of the text in UTF-8';
