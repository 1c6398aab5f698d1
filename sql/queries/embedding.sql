-- name: embedding_get_many
-- Vectors of one embedder for many texts, as pgvector sends them; relies on the primary key.
SELECT text_hash, halfvec_send(vector)
FROM embedding
WHERE embedder_id = %(embedder_id)s
  AND text_hash = ANY(%(text_hashes)s);

-- name: embedding_put_many
-- Stores the vectors of many texts; what is already there stays. In binary, which saves writing out every number.
INSERT INTO embedding (embedder_id, text_hash, vector)
SELECT %(embedder_id)s, fresh.text_hash, fresh.vector
FROM unnest(%(text_hashes)b::bytea[], %(vectors)b::halfvec[]) AS fresh (text_hash, vector)
ON CONFLICT DO NOTHING;
