-- What postings were searched for when their skills were extracted, so that a change of the library's skills can be
-- followed to the postings that name them.

CREATE TABLE skill_vocabulary_entry (
    entry   bigint PRIMARY KEY,
    content jsonb NOT NULL
);
COMMENT ON TABLE skill_vocabulary_entry IS 'A skill with its spellings as it once was; one row however many versions share it';
COMMENT ON COLUMN skill_vocabulary_entry.entry IS 'First 8 bytes of the SHA-256 of the content';

CREATE TABLE skill_vocabulary (
    fingerprint text PRIMARY KEY,
    entries     bigint[] NOT NULL
);
COMMENT ON TABLE skill_vocabulary IS 'The skills of a library that postings were read with; role_scoring rows name it';
