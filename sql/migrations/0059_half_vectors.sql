-- Sentence vectors in half precision: 2 bytes a number instead of 4, and nine rows a page instead of four.
--
-- Stored vectors are rounded as new ones are before their first use, so an old row and a vector computed anew are the
-- same bits. The table is written anew under an exclusive lock, some two minutes a million rows on a slow machine.

ALTER TABLE embedding ALTER COLUMN vector TYPE halfvec USING vector::halfvec;
COMMENT ON COLUMN embedding.vector IS 'In half precision, as it was used first; of any length: each model has its own';
