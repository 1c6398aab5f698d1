-- Taxonomies that an admin imports into the library, and where each of their rows came from.

ALTER TABLE role ADD COLUMN origin text NOT NULL DEFAULT 'seed';

CREATE TABLE library_import (
    source          text NOT NULL,    -- esco, onet
    version         text NOT NULL,
    licence         text NOT NULL,
    attribution     text NOT NULL,    -- the line that the licence asks to be shown with the data
    file_sha256     text NOT NULL,
    imported_at     timestamptz NOT NULL DEFAULT now(),
    library_version bigint PRIMARY KEY REFERENCES library_version
);
COMMENT ON TABLE library_import IS 'One row an import; the newest of a source says what the library holds of it. '
    'Rows that it brought carry origin = source-version';

CREATE TABLE imported_role (
    source  text NOT NULL,
    code    text NOT NULL,
    role_id int NOT NULL REFERENCES role ON DELETE CASCADE,
    PRIMARY KEY (source, code)
);
COMMENT ON TABLE imported_role IS 'Which role an occupation of a taxonomy is: one of its own, or one that was there';
