-- The role library, the stage tables, the review queue and the centroid ledger.

CREATE EXTENSION IF NOT EXISTS vector SCHEMA public;

-- ---------------------------------------------------------------------------------------------------------------------
-- Role library. Every approved change of these tables raises library_version by one. `origin` tells rows of the seed
-- files, which loading them again replaces, from rows that admins approved or an import brought, which it leaves alone.
-- ---------------------------------------------------------------------------------------------------------------------

CREATE TABLE library_version (
    version     bigint PRIMARY KEY,
    actor       text NOT NULL,
    reason      text NOT NULL,
    checksum    text,                 -- of the seed files, for versions that loading them made
    created_at  timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE library_version IS 'One row a change of the library; the greatest version is the current one';

CREATE TABLE role (
    role_id      int PRIMARY KEY,
    slug         text NOT NULL UNIQUE,
    display_name text NOT NULL,
    role_family  text NOT NULL,
    archetype    text NOT NULL
);

CREATE TABLE role_alias (
    role_id    int NOT NULL REFERENCES role ON DELETE CASCADE,
    alias      text NOT NULL,
    normalised text NOT NULL,         -- what titles are compared with: case, punctuation and level words removed
    collision  boolean NOT NULL DEFAULT false,  -- known to belong to several roles
    origin     text NOT NULL DEFAULT 'seed',
    PRIMARY KEY (role_id, normalised)
);
CREATE INDEX role_alias_normalised ON role_alias (normalised);

CREATE TABLE role_kra (
    kra_id  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    role_id int NOT NULL REFERENCES role ON DELETE CASCADE,
    kra     text NOT NULL,
    origin  text NOT NULL DEFAULT 'seed',
    UNIQUE (role_id, kra)
);

CREATE TABLE dimension (
    dimension_id text PRIMARY KEY,
    name         text NOT NULL,
    description  text NOT NULL
);

CREATE TABLE skill (
    skill_id         text PRIMARY KEY,
    name             text NOT NULL,
    category         text NOT NULL,
    sub_category     text NOT NULL,
    skill_nature     text NOT NULL,
    volatility       text NOT NULL,
    typical_lifespan text NOT NULL,
    version_strategy text NOT NULL,
    maturity         text NOT NULL,
    parent           text REFERENCES skill DEFERRABLE INITIALLY DEFERRED,
    origin           text NOT NULL DEFAULT 'seed',
    match            text NOT NULL DEFAULT '' CHECK (match IN ('', 'cased', 'context', 'never'))
);
COMMENT ON COLUMN skill.match IS 'How the name may be found in text: empty = any case, cased = exact case, '
    'context = exact case beside other skills, never = only through its aliases';

CREATE TABLE skill_alias (
    alias    text PRIMARY KEY,
    skill_id text NOT NULL REFERENCES skill ON DELETE CASCADE,
    match    text NOT NULL DEFAULT '' CHECK (match IN ('', 'cased', 'context')),
    origin   text NOT NULL DEFAULT 'seed'
);
CREATE INDEX skill_alias_skill ON skill_alias (skill_id);

CREATE TABLE role_skill (
    role_id  int NOT NULL REFERENCES role ON DELETE CASCADE,
    skill_id text NOT NULL REFERENCES skill ON DELETE CASCADE,
    weight   int NOT NULL CHECK (weight BETWEEN 1 AND 3),  -- 3 most postings ask it, 2 many, 1 some
    origin   text NOT NULL DEFAULT 'seed',
    PRIMARY KEY (role_id, skill_id)
);

-- Curated links are locked: the pipeline adds links of its own in observed_*, and never changes these.
CREATE TABLE role_dimension (
    role_id      int NOT NULL REFERENCES role ON DELETE CASCADE,
    dimension_id text NOT NULL REFERENCES dimension ON DELETE CASCADE,
    origin       text NOT NULL DEFAULT 'seed',
    PRIMARY KEY (role_id, dimension_id)
);

CREATE TABLE skill_dimension (
    skill_id     text NOT NULL REFERENCES skill ON DELETE CASCADE,
    dimension_id text NOT NULL REFERENCES dimension ON DELETE CASCADE,
    origin       text NOT NULL DEFAULT 'seed',
    PRIMARY KEY (skill_id, dimension_id)
);

-- ---------------------------------------------------------------------------------------------------------------------
-- Stages: one table a stage, one row a posting, a payload or the reason why there is none.
-- ---------------------------------------------------------------------------------------------------------------------

CREATE TABLE posting (
    run_id     uuid PRIMARY KEY,
    payload    jsonb,
    failure    jsonb,
    written_at timestamptz NOT NULL DEFAULT now(),
    source     text GENERATED ALWAYS AS (payload ->> 'source') STORED,
    source_id  text GENERATED ALWAYS AS (payload ->> 'source_id') STORED,
    title      text GENERATED ALWAYS AS (payload ->> 'title') STORED,
    company    text GENERATED ALWAYS AS (payload ->> 'company') STORED,
    CHECK ((payload IS NULL) <> (failure IS NULL))
);

CREATE TABLE nano_parse (
    run_id     uuid PRIMARY KEY REFERENCES posting ON DELETE CASCADE,
    payload    jsonb,
    failure    jsonb,
    written_at timestamptz NOT NULL DEFAULT now(),
    jd_type    text GENERATED ALWAYS AS (payload #>> '{nano_parsed,JD_type}') STORED,
    role       text GENERATED ALWAYS AS (payload #>> '{nano_parsed,role}') STORED,
    CHECK ((payload IS NULL) <> (failure IS NULL))
);

CREATE TABLE skill_extraction (
    run_id      uuid PRIMARY KEY REFERENCES posting ON DELETE CASCADE,
    payload     jsonb,
    failure     jsonb,
    written_at  timestamptz NOT NULL DEFAULT now(),
    skill_count int GENERATED ALWAYS AS (jsonb_array_length(payload -> 'final_skills')) STORED,
    CHECK ((payload IS NULL) <> (failure IS NULL))
);

CREATE TABLE role_scoring (
    run_id          uuid PRIMARY KEY REFERENCES posting ON DELETE CASCADE,
    payload         jsonb,
    failure         jsonb,
    written_at      timestamptz NOT NULL DEFAULT now(),
    library_version bigint GENERATED ALWAYS AS ((payload ->> 'library_version')::bigint) STORED,
    CHECK ((payload IS NULL) <> (failure IS NULL))
);

CREATE TABLE case_decision (
    run_id          uuid PRIMARY KEY REFERENCES posting ON DELETE CASCADE,
    payload         jsonb,
    failure         jsonb,
    written_at      timestamptz NOT NULL DEFAULT now(),
    "case"          text GENERATED ALWAYS AS (payload #>> '{stage4_decision,case}') STORED,
    slug            text GENERATED ALWAYS AS (payload #>> '{stage4_decision,chosen_role,slug}') STORED,
    confidence      float8 GENERATED ALWAYS AS ((payload #>> '{stage4_decision,confidence}')::float8) STORED,
    library_version bigint GENERATED ALWAYS AS ((payload #>> '{stage4_decision,versions,library_version}')::bigint) STORED,
    CHECK ((payload IS NULL) <> (failure IS NULL))
);
CREATE INDEX case_decision_slug ON case_decision (slug);

CREATE TABLE enrichment (
    run_id     uuid PRIMARY KEY REFERENCES posting ON DELETE CASCADE,
    payload    jsonb,
    failure    jsonb,
    written_at timestamptz NOT NULL DEFAULT now(),
    CHECK ((payload IS NULL) <> (failure IS NULL))
);

CREATE TABLE persistence (
    run_id     uuid PRIMARY KEY REFERENCES posting ON DELETE CASCADE,
    payload    jsonb,
    failure    jsonb,
    written_at timestamptz NOT NULL DEFAULT now(),
    resolution text GENERATED ALWAYS AS (payload #>> '{final_role_output,chosen_role_resolution}') STORED,
    CHECK ((payload IS NULL) <> (failure IS NULL))
);

CREATE TABLE centroid_update (
    run_id     uuid PRIMARY KEY REFERENCES posting ON DELETE CASCADE,
    payload    jsonb,
    failure    jsonb,
    written_at timestamptz NOT NULL DEFAULT now(),
    CHECK ((payload IS NULL) <> (failure IS NULL))
);

CREATE TABLE run_record (
    run_id      uuid PRIMARY KEY REFERENCES posting ON DELETE CASCADE,
    payload     jsonb,
    failure     jsonb,
    written_at  timestamptz NOT NULL DEFAULT now(),
    fingerprint text GENERATED ALWAYS AS (payload ->> 'fingerprint') STORED,
    CHECK ((payload IS NULL) <> (failure IS NULL))
);

-- What arrived and could not be made a posting at all: a broken file, a line that is no JSON.
CREATE TABLE refused_input (
    source     text NOT NULL,
    source_id  text NOT NULL,
    reason     text NOT NULL,
    refused_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (source, source_id)
);

-- ---------------------------------------------------------------------------------------------------------------------
-- What postings teach: proposals for the admins, and links and centroids that are kept without review.
-- ---------------------------------------------------------------------------------------------------------------------

CREATE TABLE proposal (
    proposal_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind        text NOT NULL CHECK (kind IN ('skill', 'alias', 'kra', 'role', 'sub_role', 'decision')),
    role_id     int REFERENCES role,
    key         text NOT NULL,          -- normalised name: one proposal however it was spelled
    label       text NOT NULL,          -- as first seen
    detail      jsonb NOT NULL DEFAULT '{}',
    status      text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'approved', 'merged', 'rejected')),
    created_at  timestamptz NOT NULL DEFAULT now(),
    UNIQUE NULLS NOT DISTINCT (kind, role_id, key)
);

CREATE TABLE proposal_sighting (
    proposal_id bigint NOT NULL REFERENCES proposal ON DELETE CASCADE,
    run_id      uuid NOT NULL REFERENCES posting ON DELETE CASCADE,
    employer    text,
    is_primary  boolean,
    evidence    jsonb NOT NULL DEFAULT '[]',
    PRIMARY KEY (proposal_id, run_id)
);
CREATE INDEX proposal_sighting_run ON proposal_sighting (run_id);

CREATE TABLE collision_log (
    collision_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run_id       uuid NOT NULL UNIQUE REFERENCES posting ON DELETE CASCADE,
    kind         text NOT NULL CHECK (kind IN ('shared_alias', 'contradiction')),
    alias        text NOT NULL,
    slugs        text[] NOT NULL,
    resolved_to  text,
    resolved_by  text NOT NULL
);

CREATE TABLE observed_role_dimension (
    run_id       uuid NOT NULL REFERENCES posting ON DELETE CASCADE,
    role_id      int NOT NULL REFERENCES role ON DELETE CASCADE,
    dimension_id text NOT NULL REFERENCES dimension ON DELETE CASCADE,
    PRIMARY KEY (run_id, role_id, dimension_id)
);

CREATE TABLE observed_skill_dimension (
    run_id       uuid NOT NULL REFERENCES posting ON DELETE CASCADE,
    skill_id     text NOT NULL REFERENCES skill ON DELETE CASCADE,
    dimension_id text NOT NULL REFERENCES dimension ON DELETE CASCADE,
    PRIMARY KEY (run_id, skill_id, dimension_id)
);

-- The ledger: a posting counts once, for its current role. Vectors of different models never mix.
CREATE TABLE role_centroid_member (
    run_id   uuid PRIMARY KEY REFERENCES posting ON DELETE CASCADE,
    role_id  int NOT NULL REFERENCES role ON DELETE CASCADE,
    embedder text NOT NULL,
    vector   vector NOT NULL
);
CREATE INDEX role_centroid_member_role ON role_centroid_member (role_id, embedder);

-- Sums are fixed-point integers (see library/centroids.py): adding and taking away again is exact.
CREATE TABLE role_centroid (
    role_id  int NOT NULL REFERENCES role ON DELETE CASCADE,
    embedder text NOT NULL,
    n        int NOT NULL,
    total    bigint[] NOT NULL,
    centroid vector,                    -- total / n; null at n = 0
    PRIMARY KEY (role_id, embedder)
);
