-- Who changed the role library, when, why and how, row by row; and what keeps every other hand off its tables.

CREATE TABLE role_sub_role (
    role_id    int NOT NULL REFERENCES role ON DELETE CASCADE,
    sub_role   text NOT NULL,
    normalised text NOT NULL,         -- as in role_alias
    origin     text NOT NULL DEFAULT 'seed',
    PRIMARY KEY (role_id, normalised)
);
COMMENT ON TABLE role_sub_role IS 'Specialisations of a role that admins approved: titles that name one are decided '
    'as case E and not queued';

-- Two roles may swap their slugs in one statement: uniqueness is looked at when the statement ends.
ALTER TABLE role DROP CONSTRAINT role_slug_key,
    ADD CONSTRAINT role_slug_key UNIQUE (slug) DEFERRABLE INITIALLY IMMEDIATE;

ALTER TABLE role_draft DROP CONSTRAINT role_draft_status_check,
    ADD CONSTRAINT role_draft_status_check CHECK (status IN ('pending', 'approved', 'merged', 'rejected'));

ALTER TABLE proposal ADD COLUMN follows bigint REFERENCES proposal ON DELETE SET NULL;
COMMENT ON COLUMN proposal.follows IS 'The rejected proposal that this one spells otherwise: it was rejected when it '
    'came, and is open again when that rejection is undone';

CREATE TABLE library_change (
    change_id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    library_version bigint NOT NULL,  -- that holds the change; the one before it where no row of the library changed
    action          text NOT NULL CHECK (action IN ('load', 'import', 'approve', 'merge', 'reject', 'undo')),
    actor           text NOT NULL CHECK (actor <> ''),
    reason          text NOT NULL,
    made_at         timestamptz NOT NULL DEFAULT now(),
    proposal_ids    bigint[] NOT NULL DEFAULT '{}',
    undoes          bigint REFERENCES library_change,
    undone_by       bigint REFERENCES library_change
);
COMMENT ON TABLE library_change IS 'One row a change; one with undone_by has no effect any more';
CREATE INDEX library_change_proposals ON library_change USING gin (proposal_ids);

CREATE TABLE library_change_row (
    row_id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    change_id  bigint NOT NULL REFERENCES library_change,
    table_name text NOT NULL,
    key        jsonb NOT NULL,        -- columns of the primary key
    before     jsonb,                 -- null for a row that the change added
    after      jsonb,                 -- null for a row that it deleted
    CHECK (before IS NOT NULL OR after IS NOT NULL)
);
COMMENT ON TABLE library_change_row IS 'Every row that a change wrote, by triggers; those of whole files are too many '
    'and are not recorded';
CREATE INDEX library_change_row_change ON library_change_row (change_id);
CREATE INDEX library_change_row_key ON library_change_row (table_name, key);

-- What each change made of each row, from before its first statement to after its last.
CREATE VIEW library_change_net AS
SELECT change_id, table_name, key, before, after,
       table_name NOT IN ('proposal', 'role_draft', 'observed_skill_dimension') AS in_library
FROM (
    SELECT change_id, table_name, key, (array_agg(before ORDER BY row_id))[1] AS before,
           (array_agg(after ORDER BY row_id DESC))[1] AS after
    FROM library_change_row GROUP BY change_id, table_name, key
) touched
WHERE before IS DISTINCT FROM after;

-- ---------------------------------------------------------------------------------------------------------------------
-- Two settings, of a transaction each: jd.library_change is the change_id under which rows are written, and without
-- it the tables of the library take no write; jd.library_rows = 'off' leaves the recording of rows away.
-- ---------------------------------------------------------------------------------------------------------------------

CREATE FUNCTION refuse_unrecorded_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF nullif(current_setting('jd.library_change', true), '') IS NULL THEN
        RAISE EXCEPTION 'The role library is changed through library/changes.py alone: % of % is refused', TG_OP,
            TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege',
            HINT = 'Use `jd-assets review` or `jd-assets library`: they record who, when and why, and can be undone.';
    END IF;
    RETURN NULL;
END $$;

-- The key of a row: of its columns those that the trigger is given.
CREATE FUNCTION library_key(held jsonb, columns text[]) RETURNS jsonb LANGUAGE sql IMMUTABLE AS
    'SELECT jsonb_object_agg(c, held -> c) FROM unnest(columns) c';

CREATE FUNCTION record_library_rows() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    change bigint := nullif(current_setting('jd.library_change', true), '');
    columns text[] := TG_ARGV;        -- TG_ARGV counts from 0, which unnest does not mind
BEGIN
    IF change IS NULL OR current_setting('jd.library_rows', true) = 'off' THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'INSERT' THEN
        INSERT INTO library_change_row (change_id, table_name, key, after)
        SELECT change, TG_TABLE_NAME, library_key(to_jsonb(n), columns), to_jsonb(n) FROM new_rows n;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO library_change_row (change_id, table_name, key, before)
        SELECT change, TG_TABLE_NAME, library_key(to_jsonb(o), columns), to_jsonb(o) FROM old_rows o;
    ELSE
        -- A row whose key was changed is recorded as one that went and one that came.
        INSERT INTO library_change_row (change_id, table_name, key, before, after)
        SELECT change, TG_TABLE_NAME, key, o.held, n.held
        FROM (SELECT library_key(to_jsonb(r), columns) AS key, to_jsonb(r) AS held FROM old_rows r) o
        FULL JOIN (SELECT library_key(to_jsonb(r), columns) AS key, to_jsonb(r) AS held FROM new_rows r) n USING (key)
        WHERE o.held IS DISTINCT FROM n.held;
    END IF;
    RETURN NULL;
END $$;

DO $$
DECLARE
    guarded record;
    arguments text;
BEGIN
    FOR guarded IN
        SELECT c.relname AS name,
               c.relname NOT IN ('proposal', 'role_draft', 'observed_skill_dimension') AS in_library,
               c.relname NOT IN ('library_version', 'library_import') AS recorded,
               (SELECT string_agg(quote_literal(a.attname), ', ' ORDER BY a.attnum) FROM pg_attribute a
                WHERE a.attrelid = c.oid AND a.attnum = ANY(i.indkey)) AS key
        FROM pg_class c JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relname IN (
            'role', 'role_alias', 'role_kra', 'role_sub_role', 'dimension', 'skill', 'skill_alias', 'role_skill',
            'role_dimension', 'skill_dimension', 'library_version', 'library_import', 'imported_role',
            'proposal', 'role_draft', 'observed_skill_dimension')
    LOOP
        IF guarded.in_library THEN
            EXECUTE format('CREATE TRIGGER refuse_unrecorded BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON %I '
                           'EXECUTE FUNCTION refuse_unrecorded_change()', guarded.name);
        END IF;
        IF guarded.recorded THEN
            arguments := format('EXECUTE FUNCTION record_library_rows(%s)', guarded.key);
            EXECUTE format('CREATE TRIGGER record_insert AFTER INSERT ON %I REFERENCING NEW TABLE AS new_rows %s',
                           guarded.name, arguments);
            EXECUTE format('CREATE TRIGGER record_update AFTER UPDATE ON %I REFERENCING OLD TABLE AS old_rows '
                           'NEW TABLE AS new_rows %s', guarded.name, arguments);
            EXECUTE format('CREATE TRIGGER record_delete AFTER DELETE ON %I REFERENCING OLD TABLE AS old_rows %s',
                           guarded.name, arguments);
        END IF;
    END LOOP;
END $$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Undo: the rows of a change back to what they were. Rows that came since and hang on one that goes are deleted with
-- it, and recorded: the caller compares, and refuses.
-- ---------------------------------------------------------------------------------------------------------------------

-- Gives the rows that are no longer as the change left them; the others are put back.
CREATE FUNCTION restore_library_rows(undone bigint) RETURNS TABLE (kept_table text, kept_key jsonb)
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    -- Each behind those that it refers to.
    tables CONSTANT text[] := '{dimension, skill, role, skill_alias, skill_dimension, role_alias, role_kra, '
        'role_sub_role, role_skill, role_dimension, imported_role}';
    net record;
    same_key text;
    columns text;
    done int;
BEGIN
    -- Rows come back, then others are pointed at them again, then rows go that nothing points at any more.
    FOR net IN
        SELECT n.*, CASE WHEN after IS NULL THEN 1 WHEN before IS NULL THEN 3 ELSE 2 END AS phase,
               array_position(tables, n.table_name) AS place
        FROM library_change_net n WHERE n.change_id = undone AND n.in_library
        ORDER BY phase, CASE WHEN before IS NULL THEN -array_position(tables, n.table_name)
                        ELSE array_position(tables, n.table_name) END, key
    LOOP
        SELECT string_agg(format('t.%1$I = r.%1$I', k), ' AND ') INTO same_key FROM jsonb_object_keys(net.key) k;
        IF net.phase = 1 THEN
            SELECT string_agg(quote_ident(k), ', ') INTO columns FROM jsonb_object_keys(net.before) k;
            SELECT string_agg(quote_ident(k), ', ') INTO same_key FROM jsonb_object_keys(net.key) k;
            EXECUTE format('INSERT INTO %1$I (%2$s) OVERRIDING SYSTEM VALUE '
                           'SELECT %2$s FROM jsonb_populate_record(NULL::%1$I, $1) ON CONFLICT (%3$s) DO NOTHING',
                           net.table_name, columns, same_key) USING net.before;
        ELSIF net.phase = 2 THEN
            SELECT string_agg(format('%1$I = r.%1$I', k), ', ') INTO columns
            FROM jsonb_object_keys(net.before) k WHERE NOT net.key ? k;
            EXECUTE format('UPDATE %1$I t SET %2$s FROM jsonb_populate_record(NULL::%1$I, $1) r '
                           'WHERE %3$s AND to_jsonb(t) @> $2', net.table_name, columns, same_key)
                USING net.before, net.after;
        ELSE
            EXECUTE format('DELETE FROM %1$I t USING jsonb_populate_record(NULL::%1$I, $1) r '
                           'WHERE %2$s AND to_jsonb(t) @> $1', net.table_name, same_key) USING net.after;
        END IF;
        GET DIAGNOSTICS done = ROW_COUNT;
        IF done <> 1 THEN
            kept_table := net.table_name;
            kept_key := net.key;
            RETURN NEXT;
        END IF;
    END LOOP;
    SET CONSTRAINTS ALL IMMEDIATE;
END $$;
