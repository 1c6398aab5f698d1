-- The schema as it is now, equal to the sum of the migrations by test. Made by `make schema`; never edited by hand.

CREATE EXTENSION IF NOT EXISTS vector SCHEMA public;
CREATE SCHEMA jd;

-- Functions stand before the tables that they speak of.
SET LOCAL check_function_bodies = false;

CREATE FUNCTION jd.count_spellings() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'jd', 'public'
    AS $$
DECLARE
    ids bigint[];
    labels text[];
    more int[];
    touched bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT array_agg(proposal_id), array_agg(label), array_agg(n) INTO ids, labels, more
        FROM (SELECT proposal_id, label, count(*)::int AS n FROM new_rows GROUP BY 1, 2) counted;
        touched := ids;
    ELSIF TG_OP = 'DELETE' THEN
        SELECT array_agg(proposal_id), array_agg(label), array_agg(n) INTO ids, labels, more
        FROM (SELECT proposal_id, label, -count(*)::int AS n FROM old_rows GROUP BY 1, 2) counted;
        touched := ids;
    ELSE
        SELECT array_agg(proposal_id), array_agg(label), array_agg(n) INTO ids, labels, more
        FROM (SELECT proposal_id, label, sum(n)::int AS n
              FROM (SELECT proposal_id, label, 1 AS n FROM new_rows
                    UNION ALL SELECT proposal_id, label, -1 FROM old_rows) both_rows
              GROUP BY 1, 2 HAVING sum(n) <> 0) counted;
        SELECT array_agg(proposal_id) INTO touched
        FROM (SELECT proposal_id, run_id, label, detail FROM new_rows
              EXCEPT SELECT proposal_id, run_id, label, detail FROM old_rows) changed;
        touched := touched || ids;
    END IF;
    -- Sightings that go with their proposal find its spellings gone, or about to go: none is put in anew.
    UPDATE proposal_spelling s SET sightings = s.sightings + c.n
    FROM unnest(ids, labels, more) c(proposal_id, label, n)
    WHERE c.n < 0 AND s.proposal_id = c.proposal_id AND s.label = c.label;
    DELETE FROM proposal_spelling WHERE proposal_id = ANY(ids) AND sightings <= 0;
    INSERT INTO proposal_spelling AS s (proposal_id, label, sightings)
    SELECT proposal_id, label, n FROM unnest(ids, labels, more) c(proposal_id, label, n) WHERE n > 0
    ON CONFLICT (proposal_id, label) DO UPDATE SET sightings = s.sightings + excluded.sightings;
    PERFORM follow_sightings(touched);
    RETURN NULL;
END $$;

CREATE FUNCTION jd.defer_slugs() RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'jd', 'public'
    AS $$
BEGIN
    SET CONSTRAINTS role_slug_key DEFERRED;
END $$;

CREATE FUNCTION jd.follow_sightings(proposals bigint[]) RETURNS void
    LANGUAGE sql
    SET search_path TO 'jd', 'public'
    AS $$
    UPDATE proposal p SET label = spelled.label, detail = surest.detail
    FROM unnest(proposals) followed(proposal_id)
    CROSS JOIN LATERAL (
        SELECT s.label FROM proposal_spelling s WHERE s.proposal_id = followed.proposal_id
        ORDER BY s.sightings DESC, length(s.label), s.label COLLATE "C" LIMIT 1) spelled
    CROSS JOIN LATERAL (
        SELECT s.detail FROM proposal_sighting s WHERE s.proposal_id = followed.proposal_id
        ORDER BY s.certainty DESC, s.run_id LIMIT 1) surest
    WHERE p.proposal_id = followed.proposal_id AND (p.label, p.detail) IS DISTINCT FROM (spelled.label, surest.detail);
$$;

CREATE FUNCTION jd.keep_parts() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'jd', 'public'
    AS $$
DECLARE
    place text := TG_ARGV[0];
    keys text[] := TG_ARGV[1:];
BEGIN
    UPDATE run_record r
    SET payload = CASE place WHEN '' THEN parts || r.payload
        ELSE r.payload || jsonb_build_object(place, parts || (r.payload -> place)) END
    FROM (SELECT run_id, jsonb_object_agg(key, o.payload -> key) AS parts, array_agg(key) AS replaced
          FROM old_rows o JOIN new_rows n USING (run_id) CROSS JOIN unnest(keys) key
          WHERE o.payload IS NOT NULL AND o.payload -> key IS DISTINCT FROM n.payload -> key
          GROUP BY run_id) said
    WHERE r.run_id = said.run_id
      AND NOT CASE place WHEN '' THEN r.payload ELSE r.payload -> place END ?& replaced;
    RETURN NULL;
END $$;

COMMENT ON FUNCTION jd.keep_parts() IS 'Gives records what the rows of their stage said that are replaced';

CREATE FUNCTION jd.library_key(held jsonb, columns text[]) RETURNS jsonb
    LANGUAGE sql IMMUTABLE
    AS $$SELECT jsonb_object_agg(c, held -> c) FROM unnest(columns) c$$;

CREATE FUNCTION jd.posting_words(payload jsonb) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT to_tsvector('simple'::regconfig, left(concat_ws(' ', payload ->> 'title', payload ->> 'company',
        payload ->> 'location', payload ->> 'source_id', payload ->> 'text'), 100000))
$$;

CREATE FUNCTION jd.record_library_rows() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'jd', 'public'
    AS $$
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

CREATE FUNCTION jd.refuse_unrecorded_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF nullif(current_setting('jd.library_change', true), '') IS NULL THEN
        RAISE EXCEPTION 'The role library is changed through library/changes.py alone: % of % is refused', TG_OP,
            TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege',
            HINT = 'Use `jd-assets review` or `jd-assets library`: they record who, when and why, and can be undone.';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION jd.restore_library_rows(undone bigint) RETURNS TABLE(kept_table text, kept_key jsonb)
    LANGUAGE plpgsql
    SET search_path TO 'jd', 'public'
    AS $_$
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
END $_$;

CREATE FUNCTION jd.spelling_key(name text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    AS $_$
DECLARE
    plain text;
    spelled text;
    word text;
    key text := '';
BEGIN
    plain := translate(name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz');
    IF octet_length(plain) <> length(plain) THEN
        plain := regexp_replace(normalize(translate(plain, '™℠', '  '), NFKD),
            '[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]', '', 'g');
        plain := translate(plain, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz');
        plain := replace(replace(translate(plain,
            'ÆÐØÞĐĦŁŊŒŦƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƢƤƦƧƩƬƮƱƲƳƵƷƸƼǤǶǷȜȠȢȤȺȻȽȾɁɃɄɅɆɈɊɌɎͰͲͶͿΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩϏϘϚϜϞϠϢϤ'
            'ϦϨϪϬϮϷϺϽϾϿЂЄЅІЈЉЊЋЏАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѠѢѤѦѨѪѬѮѰѲѴѸѺѼѾҀҊҌҎҐҒҔҖҘҚҜҞҠҢҤҦҨҪҬҮҰҲҴҶҸҺҼҾӀӃӅӇӉӋӍ'
            'ӔӘӠӨӶӺӼӾԀԂԄԆԈԊԌԎԐԒԔԖԘԚԜԞԠԢԤԦԨԪԬԮԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖς',
            'æðøþđħłŋœŧɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵƣƥʀƨʃƭʈʊʋƴƶʒƹƽǥƕƿȝƞȣȥⱥȼƚⱦɂƀʉʌɇɉɋɍɏͱͳͷϳαβγδεζηθικλμνξοπρστυφχψωϗϙϛϝϟϡϣϥ'
            'ϧϩϫϭϯϸϻͻͼͽђєѕіјљњћџабвгдежзиклмнопрстуфхцчшщъыьэюяѡѣѥѧѩѫѭѯѱѳѵѹѻѽѿҁҋҍҏґғҕҗҙқҝҟҡңҥҧҩҫҭүұҳҵҷҹһҽҿӏӄӆӈӊӌӎ'
            'ӕәӡөӷӻӽӿԁԃԅԇԉԋԍԏԑԓԕԗԙԛԝԟԡԣԥԧԩԫԭԯաբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆσ'),
            'ß', 'ss'), 'ẞ', 'ss');
    END IF;
    spelled := btrim(regexp_replace(replace(plain, '&', ' and '),
        '[\u0001-\u0020!"$-*,\-/:-@\[-`{-\u007f\u0080-\u00bf\u00d7\u00f7\u02b9-\u02ff\u2000-\u206f\u20a0-\u20cf\u2190-\u2bff'
        '\u2e00-\u2e7f\u3000-\u303f\ue000-\uf8ff\ufe00-\ufe1f\ufe30-\ufe6f\ufeff\ufff0-\uffff\U0001f000-\U0001faff]+',
        ' ', 'g'));
    IF spelled ~ '^\.[^. ]' THEN
        key := '.';
    END IF;
    FOREACH word IN ARRAY string_to_array(regexp_replace(spelled, '(?<![0-9])\.|\.(?![0-9])', ' ', 'g'), ' ') LOOP
        IF word <> '' THEN
            key := without_plural(key || word);
        END IF;
    END LOOP;
    RETURN coalesce(nullif(key, ''), plain);
END $_$;

COMMENT ON FUNCTION jd.spelling_key(name text) IS 'What all spellings of a name have in common, and no other name; for comparing alone';

CREATE FUNCTION jd.with_cards(details jsonb) RETURNS jsonb
    LANGUAGE sql STABLE PARALLEL SAFE
    SET search_path TO 'jd', 'public'
    AS $$
    SELECT CASE WHEN details ? 'cards' THEN (details - 'cards') || jsonb_build_object('skills_detail', (
        -- A card that is gone makes the row unreadable, which says to materialise it again.
        SELECT coalesce(jsonb_agg(CASE WHEN card_id IS NULL THEN detail
            ELSE detail || coalesce(card, '{"canonical": "lost"}') END ORDER BY place), '[]')
        FROM ROWS FROM (jsonb_array_elements(details -> 'skills_detail'), jsonb_array_elements_text(details -> 'cards'))
            WITH ORDINALITY AS each(detail, card_id, place)
        LEFT JOIN skill_card USING (card_id))) ELSE details END
$$;

COMMENT ON FUNCTION jd.with_cards(details jsonb) IS 'The extract_details of an enrichment, whole';

CREATE FUNCTION jd.without_plural(key text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $_$
    SELECT CASE
        WHEN length(key) < 5 THEN
            CASE WHEN key IN ('apis', 'apps', 'bots', 'cpus', 'dags', 'faqs', 'gpus', 'jobs', 'kpis', 'llms', 'logs', 'okrs',
                              'pcs', 'pdfs', 'sdks', 'slas', 'tpus', 'urls', 'vpns')
                 THEN left(key, -1) ELSE key END
        WHEN right(key, 1) NOT IN ('s', 'e') THEN key
        WHEN key ~ '(ss|js|https|imaps|ldaps|mqtts|sftps|smtps)$' THEN key
        WHEN key ~ 'ies?$' THEN regexp_replace(key, 'ies?$', 'y')
        WHEN key ~ '(ch|sh|ss|x)es?$' THEN regexp_replace(key, 'es?$', '')
        ELSE regexp_replace(key, 's$', '')
    END
$_$;

CREATE TABLE jd.case_decision (
    run_id uuid NOT NULL,
    payload jsonb,
    failure jsonb,
    written_at timestamp with time zone DEFAULT now() NOT NULL,
    "case" text GENERATED ALWAYS AS ((payload #>> '{stage4_decision,case}'::text[])) STORED,
    slug text GENERATED ALWAYS AS ((payload #>> '{stage4_decision,chosen_role,slug}'::text[])) STORED,
    confidence double precision GENERATED ALWAYS AS (((payload #>> '{stage4_decision,confidence}'::text[]))::double precision) STORED,
    library_version bigint GENERATED ALWAYS AS (((payload #>> '{stage4_decision,versions,library_version}'::text[]))::bigint) STORED,
    CONSTRAINT case_decision_check CHECK (((payload IS NULL) <> (failure IS NULL)))
);

CREATE TABLE jd.centroid_setting (
    singleton boolean DEFAULT true NOT NULL,
    max_per_employer integer NOT NULL,
    CONSTRAINT centroid_setting_max_per_employer_check CHECK ((max_per_employer >= 0)),
    CONSTRAINT centroid_setting_singleton_check CHECK (singleton)
);

COMMENT ON TABLE jd.centroid_setting IS 'The cap that all rows of the ledger are counted by; 0, or no row, is none';

CREATE TABLE jd.centroid_update (
    run_id uuid NOT NULL,
    payload jsonb,
    failure jsonb,
    written_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT centroid_update_check CHECK (((payload IS NULL) <> (failure IS NULL)))
);

CREATE TABLE jd.collision_log (
    collision_id bigint NOT NULL,
    run_id uuid NOT NULL,
    kind text NOT NULL,
    alias text NOT NULL,
    slugs text[] NOT NULL,
    resolved_to text,
    resolved_by text NOT NULL,
    CONSTRAINT collision_log_kind_check CHECK ((kind = ANY (ARRAY['shared_alias'::text, 'contradiction'::text])))
);

ALTER TABLE jd.collision_log ALTER COLUMN collision_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jd.collision_log_collision_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE jd.dimension (
    dimension_id text NOT NULL,
    name text NOT NULL,
    description text NOT NULL
);

CREATE TABLE jd.embedding (
    embedder_id text NOT NULL,
    text_hash bytea NOT NULL,
    vector public.halfvec NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT embedding_text_hash_check CHECK ((octet_length(text_hash) = 32))
);

COMMENT ON TABLE jd.embedding IS 'Cache of sentence vectors; every row can be computed again';

COMMENT ON COLUMN jd.embedding.embedder_id IS 'Model, hash of its content and precision: vectors of two embedders never mix';

COMMENT ON COLUMN jd.embedding.text_hash IS 'SHA-256 of the text in UTF-8';

COMMENT ON COLUMN jd.embedding.vector IS 'In half precision, as it was used first; of any length: each model has its own';

CREATE TABLE jd.enrichment (
    run_id uuid NOT NULL,
    payload jsonb,
    failure jsonb,
    written_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT enrichment_check CHECK (((payload IS NULL) <> (failure IS NULL)))
);

CREATE TABLE jd.evidence_model (
    model_id integer NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL,
    embedder text NOT NULL,
    postings integer NOT NULL,
    roles integer NOT NULL,
    figures jsonb NOT NULL,
    archives bytea[] NOT NULL,
    dagster_run_id text,
    CONSTRAINT evidence_model_archives_check CHECK ((cardinality(archives) > 0)),
    CONSTRAINT evidence_model_postings_check CHECK ((postings > 0)),
    CONSTRAINT evidence_model_roles_check CHECK ((roles > 0))
);

COMMENT ON TABLE jd.evidence_model IS 'Models taught by confirmed postings, those that were not better included';

CREATE TABLE jd.evidence_model_in_force (
    singleton boolean DEFAULT true NOT NULL,
    model_id integer NOT NULL,
    postings integer NOT NULL,
    CONSTRAINT evidence_model_in_force_singleton_check CHECK (singleton)
);

COMMENT ON TABLE jd.evidence_model_in_force IS 'The model that decisions are made with on top of the package''s; part of the library, so a change can be undone';

ALTER TABLE jd.evidence_model ALTER COLUMN model_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jd.evidence_model_model_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE jd.http_call (
    holder text NOT NULL,
    key text NOT NULL,
    request_hash bytea NOT NULL,
    answer text,
    begun_at timestamp with time zone DEFAULT now() NOT NULL
);

COMMENT ON TABLE jd.http_call IS 'Calls that came with an Idempotency-Key; answer is null while one is at work';

CREATE TABLE jd.imported_role (
    source text NOT NULL,
    code text NOT NULL,
    role_id integer NOT NULL
);

COMMENT ON TABLE jd.imported_role IS 'Which role an occupation of a taxonomy is: one of its own, or one that was there';

CREATE TABLE jd.intake_queue (
    queue_id bigint NOT NULL,
    sensor text NOT NULL,
    run_id uuid NOT NULL
);

COMMENT ON TABLE jd.intake_queue IS 'Postings that a sensor took in and has yet to request a run for';

ALTER TABLE jd.intake_queue ALTER COLUMN queue_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jd.intake_queue_queue_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE jd.library_change (
    change_id bigint NOT NULL,
    library_version bigint NOT NULL,
    action text NOT NULL,
    actor text NOT NULL,
    reason text NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL,
    proposal_ids bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    undoes bigint,
    undone_by bigint,
    merged_skill text,
    merged_into text,
    recorded boolean DEFAULT true NOT NULL,
    builds_on bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    left_out text[] DEFAULT '{}'::text[] NOT NULL,
    CONSTRAINT library_change_action_check CHECK ((action = ANY (ARRAY['load'::text, 'import'::text, 'approve'::text, 'merge'::text, 'reject'::text, 'undo'::text, 'teach'::text]))),
    CONSTRAINT library_change_actor_check CHECK ((actor <> ''::text)),
    CONSTRAINT library_change_check CHECK (((merged_skill IS NULL) = (merged_into IS NULL)))
);

COMMENT ON TABLE jd.library_change IS 'One row a change; one with undone_by has no effect any more';

COMMENT ON COLUMN jd.library_change.recorded IS 'Whether its rows are in library_change_row; those of the first seed files and of taxonomies are too many';

COMMENT ON COLUMN jd.library_change.builds_on IS 'Of a load: the changes of admins because of which new rows of the files are elsewhere, otherwise or not there; they are undone after it';

COMMENT ON COLUMN jd.library_change.left_out IS 'Of a load: what of the files the library does not hold, and why';

ALTER TABLE jd.library_change ALTER COLUMN change_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jd.library_change_change_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE jd.library_change_row (
    row_id bigint NOT NULL,
    change_id bigint NOT NULL,
    table_name text NOT NULL,
    key jsonb NOT NULL,
    before jsonb,
    after jsonb,
    CONSTRAINT library_change_row_check CHECK (((before IS NOT NULL) OR (after IS NOT NULL)))
);

COMMENT ON TABLE jd.library_change_row IS 'Every row that a change wrote, by triggers; those of whole files are too many and are not recorded';

CREATE VIEW jd.library_change_net AS
 SELECT change_id,
    table_name,
    key,
    before,
    after,
    (table_name <> ALL (ARRAY['proposal'::text, 'role_draft'::text, 'observed_skill_dimension'::text])) AS in_library
   FROM ( SELECT library_change_row.change_id,
            library_change_row.table_name,
            library_change_row.key,
            (array_agg(library_change_row.before ORDER BY library_change_row.row_id))[1] AS before,
            (array_agg(library_change_row.after ORDER BY library_change_row.row_id DESC))[1] AS after
           FROM jd.library_change_row
          GROUP BY library_change_row.change_id, library_change_row.table_name, library_change_row.key) touched
  WHERE (before IS DISTINCT FROM after);

ALTER TABLE jd.library_change_row ALTER COLUMN row_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jd.library_change_row_row_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE jd.library_import (
    source text NOT NULL,
    version text NOT NULL,
    licence text NOT NULL,
    attribution text NOT NULL,
    file_sha256 text NOT NULL,
    imported_at timestamp with time zone DEFAULT now() NOT NULL,
    library_version bigint NOT NULL
);

COMMENT ON TABLE jd.library_import IS 'One row an import; the newest of a source says what the library holds of it. Rows that it brought carry origin = source-version';

CREATE TABLE jd.library_version (
    version bigint NOT NULL,
    actor text NOT NULL,
    reason text NOT NULL,
    checksum text,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

COMMENT ON TABLE jd.library_version IS 'One row a change of the library; the greatest version is the current one';

CREATE TABLE jd.llm_answer (
    key text NOT NULL,
    model text NOT NULL,
    prompt_version text NOT NULL,
    raw text NOT NULL,
    input_tokens integer NOT NULL,
    output_tokens integer NOT NULL,
    cost_usd numeric,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT llm_answer_cost_usd_check CHECK ((cost_usd >= (0)::numeric)),
    CONSTRAINT llm_answer_input_tokens_check CHECK ((input_tokens >= 0)),
    CONSTRAINT llm_answer_output_tokens_check CHECK ((output_tokens >= 0)),
    CONSTRAINT llm_answer_raw_check CHECK ((raw <> ''::text))
);

CREATE TABLE jd.llm_batch (
    token uuid NOT NULL,
    batch_id text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    status text DEFAULT 'sending'::text NOT NULL,
    collected_at timestamp with time zone,
    reason text
);

COMMENT ON TABLE jd.llm_batch IS 'Batches of questions; one without collected_at is under way';

CREATE TABLE jd.llm_call (
    llm_call_id bigint NOT NULL,
    key text NOT NULL,
    model text NOT NULL,
    prompt_version text NOT NULL,
    input_tokens integer NOT NULL,
    output_tokens integer NOT NULL,
    cost_usd numeric,
    failure text,
    raw text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT llm_call_cost_usd_check CHECK ((cost_usd >= (0)::numeric)),
    CONSTRAINT llm_call_input_tokens_check CHECK ((input_tokens >= 0)),
    CONSTRAINT llm_call_output_tokens_check CHECK ((output_tokens >= 0))
);

ALTER TABLE jd.llm_call ALTER COLUMN llm_call_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jd.llm_call_llm_call_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE jd.llm_claim (
    key text NOT NULL,
    holder text NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

COMMENT ON TABLE jd.llm_claim IS 'Questions that a process is asking a model now';

CREATE TABLE jd.llm_question (
    key text NOT NULL,
    prompt_version text NOT NULL,
    body jsonb NOT NULL,
    asked_at timestamp with time zone DEFAULT now() NOT NULL,
    tries integer DEFAULT 0 NOT NULL,
    token uuid,
    answered_at timestamp with time zone,
    failure text
);

COMMENT ON TABLE jd.llm_question IS 'Questions for the Batch API: waiting (no token), sent, answered, or failed';

CREATE TABLE jd.nano_parse (
    run_id uuid NOT NULL,
    payload jsonb,
    failure jsonb,
    written_at timestamp with time zone DEFAULT now() NOT NULL,
    jd_type text GENERATED ALWAYS AS ((payload #>> '{nano_parsed,JD_type}'::text[])) STORED,
    role text GENERATED ALWAYS AS ((payload #>> '{nano_parsed,role}'::text[])) STORED,
    CONSTRAINT nano_parse_check CHECK (((payload IS NULL) <> (failure IS NULL)))
);

CREATE TABLE jd.observed_role_dimension (
    run_id uuid NOT NULL,
    role_id integer NOT NULL,
    dimension_id text NOT NULL
);

CREATE TABLE jd.observed_skill_dimension (
    run_id uuid NOT NULL,
    skill_id text NOT NULL,
    dimension_id text NOT NULL
);

CREATE TABLE jd.partition_claim (
    claim_id bigint NOT NULL,
    run_ids text[] NOT NULL,
    claimed_at timestamp with time zone DEFAULT now() NOT NULL
);

COMMENT ON TABLE jd.partition_claim IS 'Between choosing the ranges of runs and the runs themselves; deleted after minutes';

ALTER TABLE jd.partition_claim ALTER COLUMN claim_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jd.partition_claim_claim_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE jd.persistence (
    run_id uuid NOT NULL,
    payload jsonb,
    failure jsonb,
    written_at timestamp with time zone DEFAULT now() NOT NULL,
    resolution text GENERATED ALWAYS AS ((payload #>> '{final_role_output,chosen_role_resolution}'::text[])) STORED,
    CONSTRAINT persistence_check CHECK (((payload IS NULL) <> (failure IS NULL)))
);

CREATE TABLE jd.posting (
    run_id uuid NOT NULL,
    payload jsonb,
    failure jsonb,
    written_at timestamp with time zone DEFAULT now() NOT NULL,
    source text GENERATED ALWAYS AS ((payload ->> 'source'::text)) STORED,
    source_id text GENERATED ALWAYS AS ((payload ->> 'source_id'::text)) STORED,
    title text GENERATED ALWAYS AS ((payload ->> 'title'::text)) STORED,
    company text GENERATED ALWAYS AS ((payload ->> 'company'::text)) STORED,
    content_hash text GENERATED ALWAYS AS ((payload ->> 'content_hash'::text)) STORED,
    own_id text GENERATED ALWAYS AS (
CASE
    WHEN (payload ? 'own_id'::text) THEN (payload ->> 'own_id'::text)
    WHEN (((payload ->> 'source_id'::text) = ''::text) OR ((payload ->> 'source_id'::text) = (payload ->> 'source'::text))) THEN NULL::text
    WHEN starts_with((payload ->> 'source_id'::text), ((payload ->> 'source'::text) || '#'::text)) THEN NULL::text
    ELSE (payload ->> 'source_id'::text)
END) STORED,
    replaces uuid GENERATED ALWAYS AS (((payload ->> 'replaces'::text))::uuid) STORED,
    CONSTRAINT posting_check CHECK (((payload IS NULL) <> (failure IS NULL)))
);

COMMENT ON COLUMN jd.posting.own_id IS 'The id that the posting has in its feed; NULL where it has none';

COMMENT ON COLUMN jd.posting.replaces IS 'The run of the same id in the same feed that this one, with changed content, follows';

CREATE TABLE jd.posting_attempt (
    run_id uuid NOT NULL,
    attempts integer NOT NULL,
    dagster_run_id text,
    began_at timestamp with time zone DEFAULT now() NOT NULL,
    ended_at timestamp with time zone,
    stage text,
    kind text,
    reason text,
    retry_at timestamp with time zone,
    CONSTRAINT posting_attempt_attempts_check CHECK ((attempts > 0)),
    CONSTRAINT posting_attempt_check CHECK (((ended_at IS NULL) = (kind IS NULL))),
    CONSTRAINT posting_attempt_kind_check CHECK ((kind = ANY (ARRAY['transient'::text, 'budget'::text, 'setting'::text, 'permanent'::text, 'batch'::text])))
);

COMMENT ON TABLE jd.posting_attempt IS 'Postings that were begun and did not go through; a row goes when its posting does';

CREATE TABLE jd.repost (
    run_id uuid NOT NULL,
    signature_id bigint NOT NULL,
    group_id uuid NOT NULL
);

COMMENT ON TABLE jd.repost IS 'Postings whose text was read; a posting that is no repost is alone in its group';

CREATE VIEW jd.posting_group AS
 SELECT p.run_id,
    COALESCE(r.group_id, p.run_id) AS group_id
   FROM (jd.posting p
     LEFT JOIN jd.repost r USING (run_id));

COMMENT ON VIEW jd.posting_group IS 'The group of every posting: count(DISTINCT group_id) counts reposts once';

CREATE TABLE jd.posting_inbox (
    inbox_id bigint NOT NULL,
    item jsonb,
    id text,
    text text,
    title text,
    company text,
    location text,
    inserted_at timestamp with time zone DEFAULT now() NOT NULL,
    status text DEFAULT 'new'::text NOT NULL,
    reason text,
    run_ids uuid[] DEFAULT '{}'::uuid[] NOT NULL,
    settled_at timestamp with time zone,
    CONSTRAINT posting_inbox_check CHECK (((status = 'new'::text) = (settled_at IS NULL))),
    CONSTRAINT posting_inbox_check1 CHECK (((status = 'refused'::text) = (reason IS NOT NULL))),
    CONSTRAINT posting_inbox_status_check CHECK ((status = ANY (ARRAY['new'::text, 'done'::text, 'refused'::text])))
);

COMMENT ON TABLE jd.posting_inbox IS 'Rows that other systems insert, to be taken in as postings; each ends as done or refused with its reason';

COMMENT ON COLUMN jd.posting_inbox.run_ids IS 'The postings that came of the row; a refused row may hold some that were good';

ALTER TABLE jd.posting_inbox ALTER COLUMN inbox_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jd.posting_inbox_inbox_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE jd.proposal (
    proposal_id bigint NOT NULL,
    kind text NOT NULL,
    role_id integer,
    key text NOT NULL,
    label text NOT NULL,
    detail jsonb DEFAULT '{}'::jsonb NOT NULL,
    status text DEFAULT 'pending'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    follows bigint,
    spelling text NOT NULL,
    CONSTRAINT proposal_kind_check CHECK ((kind = ANY (ARRAY['skill'::text, 'alias'::text, 'kra'::text, 'role'::text, 'sub_role'::text, 'decision'::text]))),
    CONSTRAINT proposal_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'approved'::text, 'merged'::text, 'rejected'::text])))
);

COMMENT ON COLUMN jd.proposal.label IS 'The spelling of most sightings: of equally many the shortest, then the first by code points. One that nothing backs any more keeps its last';

COMMENT ON COLUMN jd.proposal.follows IS 'The rejected proposal that this one spells otherwise: it was rejected when it came, and is open again when that rejection is undone';

COMMENT ON COLUMN jd.proposal.spelling IS 'spelling_key(key)';

ALTER TABLE jd.proposal ALTER COLUMN proposal_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jd.proposal_proposal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE VIEW jd.proposal_settled AS
 SELECT p.proposal_id,
    max(c.change_id) AS change_id
   FROM ((jd.proposal p
     JOIN jd.library_change_row r ON (((r.table_name = 'proposal'::text) AND ((p.kind = (r.after ->> 'kind'::text)) AND (p.key = (r.after ->> 'key'::text))) AND (NOT (p.role_id IS DISTINCT FROM ((r.after ->> 'role_id'::text))::integer)))))
     JOIN jd.library_change c USING (change_id))
  WHERE ((c.undone_by IS NULL) AND (c.action <> 'undo'::text))
  GROUP BY p.proposal_id;

COMMENT ON VIEW jd.proposal_settled IS 'The newest change with effect that settled each proposal';

CREATE TABLE jd.proposal_sighting (
    proposal_id bigint NOT NULL,
    run_id uuid NOT NULL,
    employer text,
    is_primary boolean,
    evidence jsonb DEFAULT '[]'::jsonb NOT NULL,
    label text NOT NULL,
    detail jsonb DEFAULT '{}'::jsonb NOT NULL,
    certainty double precision GENERATED ALWAYS AS (COALESCE(((detail ->> 'confidence'::text))::double precision, ((detail ->> 'best_kra_similarity'::text))::double precision, (0)::double precision)) STORED NOT NULL
);

COMMENT ON COLUMN jd.proposal_sighting.label IS 'How the posting spells it';

COMMENT ON COLUMN jd.proposal_sighting.detail IS 'What the run says of it; the proposal has that of its surest sighting';

CREATE TABLE jd.proposal_spelling (
    proposal_id bigint NOT NULL,
    label text NOT NULL,
    sightings integer NOT NULL
);

COMMENT ON TABLE jd.proposal_spelling IS 'How many sightings of a proposal spell it how; kept by triggers';

CREATE TABLE jd.refused_input (
    source text NOT NULL,
    source_id text NOT NULL,
    reason text NOT NULL,
    refused_at timestamp with time zone DEFAULT now() NOT NULL,
    resolved_at timestamp with time zone,
    resolved_by uuid,
    CONSTRAINT refused_input_check CHECK (((resolved_by IS NULL) OR (resolved_at IS NOT NULL)))
);

COMMENT ON COLUMN jd.refused_input.resolved_at IS 'When it was taken in after all, or dismissed; NULL: it is refused now';

COMMENT ON COLUMN jd.refused_input.resolved_by IS 'The posting that came in its place; NULL: a file whose lines came, or dismissed';

CREATE TABLE jd.review_check (
    check_id bigint NOT NULL,
    proposal_id bigint NOT NULL,
    reviewer text NOT NULL,
    expected text NOT NULL,
    answer text NOT NULL,
    seconds double precision,
    answered_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT review_check_answer_check CHECK ((answer = ANY (ARRAY['approve'::text, 'merge'::text, 'reject'::text]))),
    CONSTRAINT review_check_expected_check CHECK ((expected = ANY (ARRAY['approve'::text, 'merge'::text, 'reject'::text])))
);

COMMENT ON TABLE jd.review_check IS 'Settled proposals that were put before a reviewer once more, unmarked';

ALTER TABLE jd.review_check ALTER COLUMN check_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jd.review_check_check_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE jd.review_claim (
    proposal_id bigint NOT NULL,
    holder text NOT NULL,
    reviewer text NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

COMMENT ON TABLE jd.review_claim IS 'A card that somebody looks at is not offered to others until the claim expires; it hinders nobody: settling is guarded by the state of the proposals themselves';

CREATE TABLE jd.review_effect (
    change_id bigint NOT NULL,
    postings integer NOT NULL
);

COMMENT ON TABLE jd.review_effect IS 'How many stored decisions a change made otherwise, where the console worked it out';

CREATE TABLE jd.review_pass (
    proposal_id bigint NOT NULL,
    reviewer text NOT NULL,
    passed_at timestamp with time zone DEFAULT now() NOT NULL
);

COMMENT ON TABLE jd.review_pass IS 'Cards that a reviewer left to others: no review, and last in that reviewer''s queue';

CREATE TABLE jd.role (
    role_id integer NOT NULL,
    slug text NOT NULL,
    display_name text NOT NULL,
    role_family text NOT NULL,
    archetype text NOT NULL,
    origin text DEFAULT 'seed'::text NOT NULL
);

CREATE TABLE jd.role_alias (
    role_id integer NOT NULL,
    alias text NOT NULL,
    normalised text NOT NULL,
    collision boolean DEFAULT false NOT NULL,
    origin text DEFAULT 'seed'::text NOT NULL
);

CREATE TABLE jd.role_centroid (
    role_id integer NOT NULL,
    embedder text NOT NULL,
    n integer NOT NULL,
    total bigint[] NOT NULL,
    centroid public.vector
);

CREATE TABLE jd.role_centroid_member (
    run_id uuid NOT NULL,
    role_id integer NOT NULL,
    embedder text NOT NULL,
    vector public.vector NOT NULL,
    employer text DEFAULT ''::text NOT NULL,
    counted boolean DEFAULT true NOT NULL
);

CREATE TABLE jd.role_dimension (
    role_id integer NOT NULL,
    dimension_id text NOT NULL,
    origin text DEFAULT 'seed'::text NOT NULL
);

CREATE TABLE jd.role_draft (
    draft_id bigint NOT NULL,
    cluster_key text NOT NULL,
    slug text NOT NULL,
    display_name text NOT NULL,
    payload jsonb NOT NULL,
    employers integer NOT NULL,
    postings integer NOT NULL,
    status text DEFAULT 'pending'::text NOT NULL,
    dagster_run_id text NOT NULL,
    drafted_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT role_draft_employers_check CHECK ((employers >= 1)),
    CONSTRAINT role_draft_postings_check CHECK ((postings >= 1)),
    CONSTRAINT role_draft_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'approved'::text, 'merged'::text, 'rejected'::text])))
);

COMMENT ON TABLE jd.role_draft IS 'Draft roles; a pending one follows its evidence, a settled one is never changed';

ALTER TABLE jd.role_draft ALTER COLUMN draft_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jd.role_draft_draft_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE jd.role_kra (
    kra_id bigint NOT NULL,
    role_id integer NOT NULL,
    kra text NOT NULL,
    origin text DEFAULT 'seed'::text NOT NULL
);

ALTER TABLE jd.role_kra ALTER COLUMN kra_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jd.role_kra_kra_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE jd.role_scoring (
    run_id uuid NOT NULL,
    payload jsonb,
    failure jsonb,
    written_at timestamp with time zone DEFAULT now() NOT NULL,
    library_version bigint GENERATED ALWAYS AS (((payload ->> 'library_version'::text))::bigint) STORED,
    CONSTRAINT role_scoring_check CHECK (((payload IS NULL) <> (failure IS NULL)))
);

CREATE TABLE jd.role_skill (
    role_id integer NOT NULL,
    skill_id text NOT NULL,
    weight integer NOT NULL,
    origin text DEFAULT 'seed'::text NOT NULL,
    CONSTRAINT role_skill_weight_check CHECK (((weight >= 1) AND (weight <= 3)))
);

CREATE TABLE jd.role_sub_role (
    role_id integer NOT NULL,
    sub_role text NOT NULL,
    normalised text NOT NULL,
    origin text DEFAULT 'seed'::text NOT NULL
);

COMMENT ON TABLE jd.role_sub_role IS 'Specialisations of a role that admins approved: titles that name one are decided as case E and not queued';

CREATE TABLE jd.run_record (
    run_id uuid NOT NULL,
    payload jsonb,
    failure jsonb,
    written_at timestamp with time zone DEFAULT now() NOT NULL,
    fingerprint text GENERATED ALWAYS AS ((payload ->> 'fingerprint'::text)) STORED,
    prompts jsonb GENERATED ALWAYS AS ((payload -> 'prompts'::text)) STORED,
    CONSTRAINT run_record_check CHECK (((payload IS NULL) <> (failure IS NULL)))
);

CREATE TABLE jd.schema_migration (
    number integer NOT NULL,
    name text NOT NULL,
    checksum text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE jd.signature (
    signature_id bigint NOT NULL,
    sentences bigint[] NOT NULL,
    duties bigint[] NOT NULL,
    probes bigint[] NOT NULL
);

CREATE TABLE jd.skill (
    skill_id text NOT NULL,
    name text NOT NULL,
    category text NOT NULL,
    sub_category text NOT NULL,
    skill_nature text NOT NULL,
    volatility text NOT NULL,
    typical_lifespan text NOT NULL,
    version_strategy text NOT NULL,
    maturity text NOT NULL,
    parent text,
    origin text DEFAULT 'seed'::text NOT NULL,
    match text DEFAULT ''::text NOT NULL,
    CONSTRAINT skill_match_check CHECK (((match = ANY (ARRAY[''::text, 'cased'::text, 'context'::text, 'never'::text])) OR (match ~ '^topic:[a-z-]+$'::text)))
);

COMMENT ON COLUMN jd.skill.match IS 'How the name may be found in text: empty = any case, cased = exact case, context = exact case and beside other skills, topic:NAME = where the posting speaks of a topic, never = by its aliases only';

CREATE TABLE jd.skill_alias (
    alias text NOT NULL,
    skill_id text NOT NULL,
    match text DEFAULT ''::text NOT NULL,
    origin text DEFAULT 'seed'::text NOT NULL,
    CONSTRAINT skill_alias_match_check CHECK (((match = ANY (ARRAY[''::text, 'cased'::text, 'context'::text])) OR (match ~ '^topic:[a-z-]+$'::text)))
);

CREATE TABLE jd.skill_card (
    card_id text NOT NULL,
    card jsonb NOT NULL
);

COMMENT ON TABLE jd.skill_card IS 'What the library said of a skill: name and typing, spellings, dimensions; never changed';

COMMENT ON COLUMN jd.skill_card.card_id IS 'First 64 bits of the SHA-256 of the card, in base64';

CREATE TABLE jd.skill_dimension (
    skill_id text NOT NULL,
    dimension_id text NOT NULL,
    origin text DEFAULT 'seed'::text NOT NULL
);

CREATE TABLE jd.skill_extraction (
    run_id uuid NOT NULL,
    payload jsonb,
    failure jsonb,
    written_at timestamp with time zone DEFAULT now() NOT NULL,
    skill_count integer GENERATED ALWAYS AS (jsonb_array_length((payload -> 'final_skills'::text))) STORED,
    CONSTRAINT skill_extraction_check CHECK (((payload IS NULL) <> (failure IS NULL)))
);

CREATE TABLE jd.skill_merged (
    skill_id text NOT NULL,
    name text NOT NULL,
    merged_into text NOT NULL
);

COMMENT ON TABLE jd.skill_merged IS 'Skills of earlier seed files that later ones merged into others: what their ids mean now';

CREATE TABLE jd.skill_vocabulary (
    fingerprint text NOT NULL,
    entries bigint[] NOT NULL
);

COMMENT ON TABLE jd.skill_vocabulary IS 'The skills of a library that postings were read with; role_scoring rows name it';

CREATE TABLE jd.skill_vocabulary_entry (
    entry bigint NOT NULL,
    content jsonb NOT NULL
);

COMMENT ON TABLE jd.skill_vocabulary_entry IS 'A skill with its spellings as it once was; one row however many versions share it';

COMMENT ON COLUMN jd.skill_vocabulary_entry.entry IS 'First 8 bytes of the SHA-256 of the content';

CREATE VIEW jd.stage_row AS
 SELECT 1 AS place,
    'posting'::text AS stage,
    posting.run_id,
    posting.failure
   FROM jd.posting
UNION ALL
 SELECT 2 AS place,
    'nano_parse'::text AS stage,
    nano_parse.run_id,
    nano_parse.failure
   FROM jd.nano_parse
UNION ALL
 SELECT 3 AS place,
    'skill_extraction'::text AS stage,
    skill_extraction.run_id,
    skill_extraction.failure
   FROM jd.skill_extraction
UNION ALL
 SELECT 4 AS place,
    'role_scoring'::text AS stage,
    role_scoring.run_id,
    role_scoring.failure
   FROM jd.role_scoring
UNION ALL
 SELECT 5 AS place,
    'case_decision'::text AS stage,
    case_decision.run_id,
    case_decision.failure
   FROM jd.case_decision
UNION ALL
 SELECT 6 AS place,
    'enrichment'::text AS stage,
    enrichment.run_id,
    enrichment.failure
   FROM jd.enrichment
UNION ALL
 SELECT 7 AS place,
    'persistence'::text AS stage,
    persistence.run_id,
    persistence.failure
   FROM jd.persistence
UNION ALL
 SELECT 8 AS place,
    'centroid_update'::text AS stage,
    centroid_update.run_id,
    centroid_update.failure
   FROM jd.centroid_update
UNION ALL
 SELECT 9 AS place,
    'run_record'::text AS stage,
    run_record.run_id,
    run_record.failure
   FROM jd.run_record;

COMMENT ON VIEW jd.stage_row IS 'One row a run and stage: place of the stage in the graph, and why the run failed there.';

CREATE TABLE jd.untold_run (
    run_id uuid NOT NULL,
    marked_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    is_done boolean DEFAULT false NOT NULL
);

COMMENT ON TABLE jd.untold_run IS 'Runs that went through outside of Dagster and whose materialisations it has not been told of';

CREATE VIEW jd.whole_enrichment AS
 SELECT run_id,
    (payload || jsonb_build_object('extract_details', jd.with_cards((payload -> 'extract_details'::text)))) AS payload,
    failure,
    written_at
   FROM jd.enrichment;

COMMENT ON VIEW jd.whole_enrichment IS 'What is to be read in the place of enrichment';

CREATE VIEW jd.whole_record AS
 SELECT r.run_id,
    ((jsonb_build_object('final_role_output', (p.payload -> 'final_role_output'::text)) || r.payload) || jsonb_build_object('extract_details', jd.with_cards(COALESCE((r.payload -> 'extract_details'::text), (e.payload -> 'extract_details'::text))), 'extract_from_jd', (jsonb_build_object('final_skills', (s.payload -> 'final_skills'::text), 'unmatched_mentions', (s.payload -> 'unmatched_mentions'::text), 'stage3_signals', (rs.payload -> 'stage3_signals'::text), 'stage4_decision', (d.payload -> 'stage4_decision'::text)) || COALESCE((r.payload -> 'extract_from_jd'::text), '{}'::jsonb)))) AS payload,
    r.failure,
    r.written_at,
    r.fingerprint,
    r.prompts
   FROM (((((jd.run_record r
     LEFT JOIN jd.skill_extraction s USING (run_id))
     LEFT JOIN jd.role_scoring rs USING (run_id))
     LEFT JOIN jd.case_decision d USING (run_id))
     LEFT JOIN jd.enrichment e USING (run_id))
     LEFT JOIN jd.persistence p USING (run_id));

COMMENT ON VIEW jd.whole_record IS 'Records as they were made: what is to be read in the place of run_record';

ALTER TABLE ONLY jd.case_decision
    ADD CONSTRAINT case_decision_pkey PRIMARY KEY (run_id);

ALTER TABLE ONLY jd.centroid_setting
    ADD CONSTRAINT centroid_setting_pkey PRIMARY KEY (singleton);

ALTER TABLE ONLY jd.centroid_update
    ADD CONSTRAINT centroid_update_pkey PRIMARY KEY (run_id);

ALTER TABLE ONLY jd.collision_log
    ADD CONSTRAINT collision_log_pkey PRIMARY KEY (collision_id);

ALTER TABLE ONLY jd.collision_log
    ADD CONSTRAINT collision_log_run_id_key UNIQUE (run_id);

ALTER TABLE ONLY jd.dimension
    ADD CONSTRAINT dimension_pkey PRIMARY KEY (dimension_id);

ALTER TABLE ONLY jd.embedding
    ADD CONSTRAINT embedding_pkey PRIMARY KEY (embedder_id, text_hash);

ALTER TABLE ONLY jd.enrichment
    ADD CONSTRAINT enrichment_pkey PRIMARY KEY (run_id);

ALTER TABLE ONLY jd.evidence_model_in_force
    ADD CONSTRAINT evidence_model_in_force_pkey PRIMARY KEY (singleton);

ALTER TABLE ONLY jd.evidence_model
    ADD CONSTRAINT evidence_model_pkey PRIMARY KEY (model_id);

ALTER TABLE ONLY jd.http_call
    ADD CONSTRAINT http_call_pkey PRIMARY KEY (holder, key);

ALTER TABLE ONLY jd.imported_role
    ADD CONSTRAINT imported_role_pkey PRIMARY KEY (source, code);

ALTER TABLE ONLY jd.intake_queue
    ADD CONSTRAINT intake_queue_pkey PRIMARY KEY (queue_id);

ALTER TABLE ONLY jd.intake_queue
    ADD CONSTRAINT intake_queue_sensor_run_id_key UNIQUE (sensor, run_id);

ALTER TABLE ONLY jd.library_change
    ADD CONSTRAINT library_change_pkey PRIMARY KEY (change_id);

ALTER TABLE ONLY jd.library_change_row
    ADD CONSTRAINT library_change_row_pkey PRIMARY KEY (row_id);

ALTER TABLE ONLY jd.library_import
    ADD CONSTRAINT library_import_pkey PRIMARY KEY (library_version);

ALTER TABLE ONLY jd.library_version
    ADD CONSTRAINT library_version_pkey PRIMARY KEY (version);

ALTER TABLE ONLY jd.llm_answer
    ADD CONSTRAINT llm_answer_pkey PRIMARY KEY (key);

ALTER TABLE ONLY jd.llm_batch
    ADD CONSTRAINT llm_batch_batch_id_key UNIQUE (batch_id);

ALTER TABLE ONLY jd.llm_batch
    ADD CONSTRAINT llm_batch_pkey PRIMARY KEY (token);

ALTER TABLE ONLY jd.llm_call
    ADD CONSTRAINT llm_call_pkey PRIMARY KEY (llm_call_id);

ALTER TABLE ONLY jd.llm_claim
    ADD CONSTRAINT llm_claim_pkey PRIMARY KEY (key);

ALTER TABLE ONLY jd.llm_question
    ADD CONSTRAINT llm_question_pkey PRIMARY KEY (key);

ALTER TABLE ONLY jd.nano_parse
    ADD CONSTRAINT nano_parse_pkey PRIMARY KEY (run_id);

ALTER TABLE ONLY jd.observed_role_dimension
    ADD CONSTRAINT observed_role_dimension_pkey PRIMARY KEY (run_id, role_id, dimension_id);

ALTER TABLE ONLY jd.observed_skill_dimension
    ADD CONSTRAINT observed_skill_dimension_pkey PRIMARY KEY (run_id, skill_id, dimension_id);

ALTER TABLE ONLY jd.partition_claim
    ADD CONSTRAINT partition_claim_pkey PRIMARY KEY (claim_id);

ALTER TABLE ONLY jd.persistence
    ADD CONSTRAINT persistence_pkey PRIMARY KEY (run_id);

ALTER TABLE ONLY jd.posting_attempt
    ADD CONSTRAINT posting_attempt_pkey PRIMARY KEY (run_id);

ALTER TABLE ONLY jd.posting_inbox
    ADD CONSTRAINT posting_inbox_pkey PRIMARY KEY (inbox_id);

ALTER TABLE ONLY jd.posting
    ADD CONSTRAINT posting_pkey PRIMARY KEY (run_id);

ALTER TABLE ONLY jd.proposal
    ADD CONSTRAINT proposal_kind_role_id_key_key UNIQUE NULLS NOT DISTINCT (kind, role_id, key);

ALTER TABLE ONLY jd.proposal
    ADD CONSTRAINT proposal_pkey PRIMARY KEY (proposal_id);

ALTER TABLE ONLY jd.proposal_sighting
    ADD CONSTRAINT proposal_sighting_pkey PRIMARY KEY (proposal_id, run_id);

ALTER TABLE ONLY jd.proposal_spelling
    ADD CONSTRAINT proposal_spelling_pkey PRIMARY KEY (proposal_id, label);

ALTER TABLE ONLY jd.refused_input
    ADD CONSTRAINT refused_input_pkey PRIMARY KEY (source, source_id);

ALTER TABLE ONLY jd.repost
    ADD CONSTRAINT repost_pkey PRIMARY KEY (run_id);

ALTER TABLE ONLY jd.review_check
    ADD CONSTRAINT review_check_pkey PRIMARY KEY (check_id);

ALTER TABLE ONLY jd.review_check
    ADD CONSTRAINT review_check_proposal_id_reviewer_key UNIQUE (proposal_id, reviewer);

ALTER TABLE ONLY jd.review_claim
    ADD CONSTRAINT review_claim_pkey PRIMARY KEY (proposal_id);

ALTER TABLE ONLY jd.review_effect
    ADD CONSTRAINT review_effect_pkey PRIMARY KEY (change_id);

ALTER TABLE ONLY jd.review_pass
    ADD CONSTRAINT review_pass_pkey PRIMARY KEY (proposal_id, reviewer);

ALTER TABLE ONLY jd.role_alias
    ADD CONSTRAINT role_alias_pkey PRIMARY KEY (role_id, normalised);

ALTER TABLE ONLY jd.role_centroid_member
    ADD CONSTRAINT role_centroid_member_pkey PRIMARY KEY (run_id);

ALTER TABLE ONLY jd.role_centroid
    ADD CONSTRAINT role_centroid_pkey PRIMARY KEY (role_id, embedder);

ALTER TABLE ONLY jd.role_dimension
    ADD CONSTRAINT role_dimension_pkey PRIMARY KEY (role_id, dimension_id);

ALTER TABLE ONLY jd.role_draft
    ADD CONSTRAINT role_draft_cluster_key_key UNIQUE (cluster_key);

ALTER TABLE ONLY jd.role_draft
    ADD CONSTRAINT role_draft_pkey PRIMARY KEY (draft_id);

ALTER TABLE ONLY jd.role_kra
    ADD CONSTRAINT role_kra_pkey PRIMARY KEY (kra_id);

ALTER TABLE ONLY jd.role_kra
    ADD CONSTRAINT role_kra_role_id_kra_key UNIQUE (role_id, kra);

ALTER TABLE ONLY jd.role
    ADD CONSTRAINT role_pkey PRIMARY KEY (role_id);

ALTER TABLE ONLY jd.role_scoring
    ADD CONSTRAINT role_scoring_pkey PRIMARY KEY (run_id);

ALTER TABLE ONLY jd.role_skill
    ADD CONSTRAINT role_skill_pkey PRIMARY KEY (role_id, skill_id);

ALTER TABLE ONLY jd.role
    ADD CONSTRAINT role_slug_key UNIQUE (slug) DEFERRABLE;

ALTER TABLE ONLY jd.role_sub_role
    ADD CONSTRAINT role_sub_role_pkey PRIMARY KEY (role_id, normalised);

ALTER TABLE ONLY jd.run_record
    ADD CONSTRAINT run_record_pkey PRIMARY KEY (run_id);

ALTER TABLE ONLY jd.schema_migration
    ADD CONSTRAINT schema_migration_pkey PRIMARY KEY (number);

ALTER TABLE ONLY jd.signature
    ADD CONSTRAINT signature_pkey PRIMARY KEY (signature_id);

ALTER TABLE ONLY jd.skill_alias
    ADD CONSTRAINT skill_alias_pkey PRIMARY KEY (alias);

ALTER TABLE ONLY jd.skill_card
    ADD CONSTRAINT skill_card_pkey PRIMARY KEY (card_id);

ALTER TABLE ONLY jd.skill_dimension
    ADD CONSTRAINT skill_dimension_pkey PRIMARY KEY (skill_id, dimension_id);

ALTER TABLE ONLY jd.skill_extraction
    ADD CONSTRAINT skill_extraction_pkey PRIMARY KEY (run_id);

ALTER TABLE ONLY jd.skill_merged
    ADD CONSTRAINT skill_merged_pkey PRIMARY KEY (skill_id);

ALTER TABLE ONLY jd.skill
    ADD CONSTRAINT skill_pkey PRIMARY KEY (skill_id);

ALTER TABLE ONLY jd.skill_vocabulary_entry
    ADD CONSTRAINT skill_vocabulary_entry_pkey PRIMARY KEY (entry);

ALTER TABLE ONLY jd.skill_vocabulary
    ADD CONSTRAINT skill_vocabulary_pkey PRIMARY KEY (fingerprint);

ALTER TABLE ONLY jd.untold_run
    ADD CONSTRAINT untold_run_pkey PRIMARY KEY (run_id);

CREATE INDEX case_decision_case ON jd.case_decision USING btree ("case");

CREATE INDEX case_decision_confidence ON jd.case_decision USING btree (confidence);

CREATE INDEX case_decision_slug ON jd.case_decision USING btree (slug);

CREATE INDEX http_call_begun ON jd.http_call USING btree (begun_at);

CREATE INDEX library_change_proposals ON jd.library_change USING gin (proposal_ids);

CREATE INDEX library_change_row_change ON jd.library_change_row USING btree (change_id);

CREATE INDEX library_change_row_key ON jd.library_change_row USING btree (table_name, key);

CREATE INDEX llm_claim_holder ON jd.llm_claim USING btree (holder);

CREATE INDEX llm_question_open ON jd.llm_question USING btree (asked_at) WHERE ((answered_at IS NULL) AND (failure IS NULL));

CREATE INDEX llm_question_token ON jd.llm_question USING btree (token);

CREATE INDEX posting_company ON jd.posting USING btree (lower(company) text_pattern_ops);

CREATE INDEX posting_content_hash ON jd.posting USING btree (content_hash);

CREATE INDEX posting_inbox_new ON jd.posting_inbox USING btree (inbox_id) WHERE (status = 'new'::text);

CREATE INDEX posting_newest ON jd.posting USING btree (written_at DESC, run_id DESC);

CREATE INDEX posting_own_id ON jd.posting USING btree (own_id) WHERE (own_id IS NOT NULL);

CREATE INDEX posting_search ON jd.posting USING gin (jd.posting_words(payload));

CREATE INDEX posting_source ON jd.posting USING btree (source, written_at DESC);

CREATE INDEX proposal_refused ON jd.proposal USING btree (kind, spelling) WHERE ((status = 'rejected'::text) AND (follows IS NULL));

CREATE INDEX proposal_sighting_run ON jd.proposal_sighting USING btree (run_id);

CREATE INDEX proposal_sighting_surest ON jd.proposal_sighting USING btree (proposal_id, certainty DESC, run_id);

CREATE INDEX repost_group ON jd.repost USING btree (group_id);

CREATE INDEX repost_signature ON jd.repost USING btree (signature_id);

CREATE INDEX role_alias_normalised ON jd.role_alias USING btree (normalised);

CREATE INDEX role_centroid_member_employer ON jd.role_centroid_member USING btree (role_id, embedder, employer);

CREATE INDEX role_centroid_member_role ON jd.role_centroid_member USING btree (role_id, embedder) WHERE counted;

CREATE INDEX run_record_failed ON jd.run_record USING btree (run_id) WHERE (failure IS NOT NULL);

CREATE INDEX signature_probes ON jd.signature USING gin (probes) WITH (fastupdate=off);

CREATE INDEX skill_alias_skill ON jd.skill_alias USING btree (skill_id);

CREATE TRIGGER count_delete AFTER DELETE ON jd.proposal_sighting REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.count_spellings();

CREATE TRIGGER count_insert AFTER INSERT ON jd.proposal_sighting REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.count_spellings();

CREATE TRIGGER count_update AFTER UPDATE ON jd.proposal_sighting REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.count_spellings();

CREATE TRIGGER keep_parts AFTER UPDATE ON jd.case_decision REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.keep_parts('extract_from_jd', 'stage4_decision');

ALTER TABLE jd.case_decision ENABLE ALWAYS TRIGGER keep_parts;

CREATE TRIGGER keep_parts AFTER UPDATE ON jd.enrichment REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.keep_parts('', 'extract_details');

ALTER TABLE jd.enrichment ENABLE ALWAYS TRIGGER keep_parts;

CREATE TRIGGER keep_parts AFTER UPDATE ON jd.persistence REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.keep_parts('', 'final_role_output');

ALTER TABLE jd.persistence ENABLE ALWAYS TRIGGER keep_parts;

CREATE TRIGGER keep_parts AFTER UPDATE ON jd.role_scoring REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.keep_parts('extract_from_jd', 'stage3_signals');

ALTER TABLE jd.role_scoring ENABLE ALWAYS TRIGGER keep_parts;

CREATE TRIGGER keep_parts AFTER UPDATE ON jd.skill_extraction REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.keep_parts('extract_from_jd', 'final_skills', 'unmatched_mentions');

ALTER TABLE jd.skill_extraction ENABLE ALWAYS TRIGGER keep_parts;

CREATE TRIGGER record_delete AFTER DELETE ON jd.dimension REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.record_library_rows('dimension_id');

CREATE TRIGGER record_delete AFTER DELETE ON jd.evidence_model_in_force REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.record_library_rows('singleton');

CREATE TRIGGER record_delete AFTER DELETE ON jd.imported_role REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.record_library_rows('source', 'code');

CREATE TRIGGER record_delete AFTER DELETE ON jd.observed_skill_dimension REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.record_library_rows('run_id', 'skill_id', 'dimension_id');

CREATE TRIGGER record_delete AFTER DELETE ON jd.proposal REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.record_library_rows('proposal_id');

CREATE TRIGGER record_delete AFTER DELETE ON jd.role REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.record_library_rows('role_id');

CREATE TRIGGER record_delete AFTER DELETE ON jd.role_alias REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.record_library_rows('role_id', 'normalised');

CREATE TRIGGER record_delete AFTER DELETE ON jd.role_dimension REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.record_library_rows('role_id', 'dimension_id');

CREATE TRIGGER record_delete AFTER DELETE ON jd.role_draft REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.record_library_rows('draft_id');

CREATE TRIGGER record_delete AFTER DELETE ON jd.role_kra REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.record_library_rows('kra_id');

CREATE TRIGGER record_delete AFTER DELETE ON jd.role_skill REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.record_library_rows('role_id', 'skill_id');

CREATE TRIGGER record_delete AFTER DELETE ON jd.role_sub_role REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.record_library_rows('role_id', 'normalised');

CREATE TRIGGER record_delete AFTER DELETE ON jd.skill REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.record_library_rows('skill_id');

CREATE TRIGGER record_delete AFTER DELETE ON jd.skill_alias REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.record_library_rows('alias');

CREATE TRIGGER record_delete AFTER DELETE ON jd.skill_dimension REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.record_library_rows('skill_id', 'dimension_id');

CREATE TRIGGER record_insert AFTER INSERT ON jd.dimension REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.record_library_rows('dimension_id');

CREATE TRIGGER record_insert AFTER INSERT ON jd.evidence_model_in_force REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.record_library_rows('singleton');

CREATE TRIGGER record_insert AFTER INSERT ON jd.imported_role REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.record_library_rows('source', 'code');

CREATE TRIGGER record_insert AFTER INSERT ON jd.observed_skill_dimension REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.record_library_rows('run_id', 'skill_id', 'dimension_id');

CREATE TRIGGER record_insert AFTER INSERT ON jd.proposal REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.record_library_rows('proposal_id');

CREATE TRIGGER record_insert AFTER INSERT ON jd.role REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.record_library_rows('role_id');

CREATE TRIGGER record_insert AFTER INSERT ON jd.role_alias REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.record_library_rows('role_id', 'normalised');

CREATE TRIGGER record_insert AFTER INSERT ON jd.role_dimension REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.record_library_rows('role_id', 'dimension_id');

CREATE TRIGGER record_insert AFTER INSERT ON jd.role_draft REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.record_library_rows('draft_id');

CREATE TRIGGER record_insert AFTER INSERT ON jd.role_kra REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.record_library_rows('kra_id');

CREATE TRIGGER record_insert AFTER INSERT ON jd.role_skill REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.record_library_rows('role_id', 'skill_id');

CREATE TRIGGER record_insert AFTER INSERT ON jd.role_sub_role REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.record_library_rows('role_id', 'normalised');

CREATE TRIGGER record_insert AFTER INSERT ON jd.skill REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.record_library_rows('skill_id');

CREATE TRIGGER record_insert AFTER INSERT ON jd.skill_alias REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.record_library_rows('alias');

CREATE TRIGGER record_insert AFTER INSERT ON jd.skill_dimension REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.record_library_rows('skill_id', 'dimension_id');

CREATE TRIGGER record_update AFTER UPDATE ON jd.dimension REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.record_library_rows('dimension_id');

CREATE TRIGGER record_update AFTER UPDATE ON jd.evidence_model_in_force REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.record_library_rows('singleton');

CREATE TRIGGER record_update AFTER UPDATE ON jd.imported_role REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.record_library_rows('source', 'code');

CREATE TRIGGER record_update AFTER UPDATE ON jd.observed_skill_dimension REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.record_library_rows('run_id', 'skill_id', 'dimension_id');

CREATE TRIGGER record_update AFTER UPDATE ON jd.proposal REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.record_library_rows('proposal_id');

CREATE TRIGGER record_update AFTER UPDATE ON jd.role REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.record_library_rows('role_id');

CREATE TRIGGER record_update AFTER UPDATE ON jd.role_alias REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.record_library_rows('role_id', 'normalised');

CREATE TRIGGER record_update AFTER UPDATE ON jd.role_dimension REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.record_library_rows('role_id', 'dimension_id');

CREATE TRIGGER record_update AFTER UPDATE ON jd.role_draft REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.record_library_rows('draft_id');

CREATE TRIGGER record_update AFTER UPDATE ON jd.role_kra REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.record_library_rows('kra_id');

CREATE TRIGGER record_update AFTER UPDATE ON jd.role_skill REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.record_library_rows('role_id', 'skill_id');

CREATE TRIGGER record_update AFTER UPDATE ON jd.role_sub_role REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.record_library_rows('role_id', 'normalised');

CREATE TRIGGER record_update AFTER UPDATE ON jd.skill REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.record_library_rows('skill_id');

CREATE TRIGGER record_update AFTER UPDATE ON jd.skill_alias REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.record_library_rows('alias');

CREATE TRIGGER record_update AFTER UPDATE ON jd.skill_dimension REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jd.record_library_rows('skill_id', 'dimension_id');

CREATE TRIGGER refuse_unrecorded BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON jd.dimension FOR EACH STATEMENT EXECUTE FUNCTION jd.refuse_unrecorded_change();

CREATE TRIGGER refuse_unrecorded BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON jd.evidence_model_in_force FOR EACH STATEMENT EXECUTE FUNCTION jd.refuse_unrecorded_change();

CREATE TRIGGER refuse_unrecorded BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON jd.imported_role FOR EACH STATEMENT EXECUTE FUNCTION jd.refuse_unrecorded_change();

CREATE TRIGGER refuse_unrecorded BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON jd.library_import FOR EACH STATEMENT EXECUTE FUNCTION jd.refuse_unrecorded_change();

CREATE TRIGGER refuse_unrecorded BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON jd.library_version FOR EACH STATEMENT EXECUTE FUNCTION jd.refuse_unrecorded_change();

CREATE TRIGGER refuse_unrecorded BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON jd.role FOR EACH STATEMENT EXECUTE FUNCTION jd.refuse_unrecorded_change();

CREATE TRIGGER refuse_unrecorded BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON jd.role_alias FOR EACH STATEMENT EXECUTE FUNCTION jd.refuse_unrecorded_change();

CREATE TRIGGER refuse_unrecorded BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON jd.role_dimension FOR EACH STATEMENT EXECUTE FUNCTION jd.refuse_unrecorded_change();

CREATE TRIGGER refuse_unrecorded BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON jd.role_kra FOR EACH STATEMENT EXECUTE FUNCTION jd.refuse_unrecorded_change();

CREATE TRIGGER refuse_unrecorded BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON jd.role_skill FOR EACH STATEMENT EXECUTE FUNCTION jd.refuse_unrecorded_change();

CREATE TRIGGER refuse_unrecorded BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON jd.role_sub_role FOR EACH STATEMENT EXECUTE FUNCTION jd.refuse_unrecorded_change();

CREATE TRIGGER refuse_unrecorded BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON jd.skill FOR EACH STATEMENT EXECUTE FUNCTION jd.refuse_unrecorded_change();

CREATE TRIGGER refuse_unrecorded BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON jd.skill_alias FOR EACH STATEMENT EXECUTE FUNCTION jd.refuse_unrecorded_change();

CREATE TRIGGER refuse_unrecorded BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON jd.skill_dimension FOR EACH STATEMENT EXECUTE FUNCTION jd.refuse_unrecorded_change();

ALTER TABLE ONLY jd.case_decision
    ADD CONSTRAINT case_decision_run_id_fkey FOREIGN KEY (run_id) REFERENCES jd.posting(run_id) ON DELETE CASCADE;

ALTER TABLE ONLY jd.centroid_update
    ADD CONSTRAINT centroid_update_run_id_fkey FOREIGN KEY (run_id) REFERENCES jd.posting(run_id) ON DELETE CASCADE;

ALTER TABLE ONLY jd.collision_log
    ADD CONSTRAINT collision_log_run_id_fkey FOREIGN KEY (run_id) REFERENCES jd.posting(run_id) ON DELETE CASCADE;

ALTER TABLE ONLY jd.enrichment
    ADD CONSTRAINT enrichment_run_id_fkey FOREIGN KEY (run_id) REFERENCES jd.posting(run_id) ON DELETE CASCADE;

ALTER TABLE ONLY jd.evidence_model_in_force
    ADD CONSTRAINT evidence_model_in_force_model_id_fkey FOREIGN KEY (model_id) REFERENCES jd.evidence_model(model_id);

ALTER TABLE ONLY jd.imported_role
    ADD CONSTRAINT imported_role_role_id_fkey FOREIGN KEY (role_id) REFERENCES jd.role(role_id) ON DELETE CASCADE;

ALTER TABLE ONLY jd.intake_queue
    ADD CONSTRAINT intake_queue_run_id_fkey FOREIGN KEY (run_id) REFERENCES jd.posting(run_id) ON DELETE CASCADE;

ALTER TABLE ONLY jd.library_change_row
    ADD CONSTRAINT library_change_row_change_id_fkey FOREIGN KEY (change_id) REFERENCES jd.library_change(change_id);

ALTER TABLE ONLY jd.library_change
    ADD CONSTRAINT library_change_undoes_fkey FOREIGN KEY (undoes) REFERENCES jd.library_change(change_id);

ALTER TABLE ONLY jd.library_change
    ADD CONSTRAINT library_change_undone_by_fkey FOREIGN KEY (undone_by) REFERENCES jd.library_change(change_id);

ALTER TABLE ONLY jd.library_import
    ADD CONSTRAINT library_import_library_version_fkey FOREIGN KEY (library_version) REFERENCES jd.library_version(version);

ALTER TABLE ONLY jd.llm_question
    ADD CONSTRAINT llm_question_token_fkey FOREIGN KEY (token) REFERENCES jd.llm_batch(token);

ALTER TABLE ONLY jd.nano_parse
    ADD CONSTRAINT nano_parse_run_id_fkey FOREIGN KEY (run_id) REFERENCES jd.posting(run_id) ON DELETE CASCADE;

ALTER TABLE ONLY jd.observed_role_dimension
    ADD CONSTRAINT observed_role_dimension_dimension_id_fkey FOREIGN KEY (dimension_id) REFERENCES jd.dimension(dimension_id) ON DELETE CASCADE;

ALTER TABLE ONLY jd.observed_role_dimension
    ADD CONSTRAINT observed_role_dimension_role_id_fkey FOREIGN KEY (role_id) REFERENCES jd.role(role_id) ON DELETE CASCADE;

ALTER TABLE ONLY jd.observed_role_dimension
    ADD CONSTRAINT observed_role_dimension_run_id_fkey FOREIGN KEY (run_id) REFERENCES jd.posting(run_id) ON DELETE CASCADE;

ALTER TABLE ONLY jd.observed_skill_dimension
    ADD CONSTRAINT observed_skill_dimension_dimension_id_fkey FOREIGN KEY (dimension_id) REFERENCES jd.dimension(dimension_id) ON DELETE CASCADE;

ALTER TABLE ONLY jd.observed_skill_dimension
    ADD CONSTRAINT observed_skill_dimension_run_id_fkey FOREIGN KEY (run_id) REFERENCES jd.posting(run_id) ON DELETE CASCADE;

ALTER TABLE ONLY jd.observed_skill_dimension
    ADD CONSTRAINT observed_skill_dimension_skill_id_fkey FOREIGN KEY (skill_id) REFERENCES jd.skill(skill_id) ON DELETE CASCADE;

ALTER TABLE ONLY jd.persistence
    ADD CONSTRAINT persistence_run_id_fkey FOREIGN KEY (run_id) REFERENCES jd.posting(run_id) ON DELETE CASCADE;

ALTER TABLE ONLY jd.posting_attempt
    ADD CONSTRAINT posting_attempt_run_id_fkey FOREIGN KEY (run_id) REFERENCES jd.posting(run_id) ON DELETE CASCADE;

ALTER TABLE ONLY jd.proposal
    ADD CONSTRAINT proposal_follows_fkey FOREIGN KEY (follows) REFERENCES jd.proposal(proposal_id) ON DELETE SET NULL;

ALTER TABLE ONLY jd.proposal
    ADD CONSTRAINT proposal_role_id_fkey FOREIGN KEY (role_id) REFERENCES jd.role(role_id);

ALTER TABLE ONLY jd.proposal_sighting
    ADD CONSTRAINT proposal_sighting_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES jd.proposal(proposal_id) ON DELETE CASCADE;

ALTER TABLE ONLY jd.proposal_sighting
    ADD CONSTRAINT proposal_sighting_run_id_fkey FOREIGN KEY (run_id) REFERENCES jd.posting(run_id) ON DELETE CASCADE;

ALTER TABLE ONLY jd.proposal_spelling
    ADD CONSTRAINT proposal_spelling_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES jd.proposal(proposal_id) ON DELETE CASCADE;

ALTER TABLE ONLY jd.refused_input
    ADD CONSTRAINT refused_input_resolved_by_fkey FOREIGN KEY (resolved_by) REFERENCES jd.posting(run_id) ON DELETE SET NULL;

ALTER TABLE ONLY jd.repost
    ADD CONSTRAINT repost_run_id_fkey FOREIGN KEY (run_id) REFERENCES jd.posting(run_id) ON DELETE CASCADE;

ALTER TABLE ONLY jd.repost
    ADD CONSTRAINT repost_signature_id_fkey FOREIGN KEY (signature_id) REFERENCES jd.signature(signature_id);

ALTER TABLE ONLY jd.review_check
    ADD CONSTRAINT review_check_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES jd.proposal(proposal_id) ON DELETE CASCADE;

ALTER TABLE ONLY jd.review_claim
    ADD CONSTRAINT review_claim_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES jd.proposal(proposal_id) ON DELETE CASCADE;

ALTER TABLE ONLY jd.review_effect
    ADD CONSTRAINT review_effect_change_id_fkey FOREIGN KEY (change_id) REFERENCES jd.library_change(change_id) ON DELETE CASCADE;

ALTER TABLE ONLY jd.review_pass
    ADD CONSTRAINT review_pass_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES jd.proposal(proposal_id) ON DELETE CASCADE;

ALTER TABLE ONLY jd.role_alias
    ADD CONSTRAINT role_alias_role_id_fkey FOREIGN KEY (role_id) REFERENCES jd.role(role_id) ON DELETE CASCADE;

ALTER TABLE ONLY jd.role_centroid_member
    ADD CONSTRAINT role_centroid_member_role_id_fkey FOREIGN KEY (role_id) REFERENCES jd.role(role_id) ON DELETE CASCADE;

ALTER TABLE ONLY jd.role_centroid_member
    ADD CONSTRAINT role_centroid_member_run_id_fkey FOREIGN KEY (run_id) REFERENCES jd.posting(run_id) ON DELETE CASCADE;

ALTER TABLE ONLY jd.role_centroid
    ADD CONSTRAINT role_centroid_role_id_fkey FOREIGN KEY (role_id) REFERENCES jd.role(role_id) ON DELETE CASCADE;

ALTER TABLE ONLY jd.role_dimension
    ADD CONSTRAINT role_dimension_dimension_id_fkey FOREIGN KEY (dimension_id) REFERENCES jd.dimension(dimension_id) ON DELETE CASCADE;

ALTER TABLE ONLY jd.role_dimension
    ADD CONSTRAINT role_dimension_role_id_fkey FOREIGN KEY (role_id) REFERENCES jd.role(role_id) ON DELETE CASCADE;

ALTER TABLE ONLY jd.role_kra
    ADD CONSTRAINT role_kra_role_id_fkey FOREIGN KEY (role_id) REFERENCES jd.role(role_id) ON DELETE CASCADE;

ALTER TABLE ONLY jd.role_scoring
    ADD CONSTRAINT role_scoring_run_id_fkey FOREIGN KEY (run_id) REFERENCES jd.posting(run_id) ON DELETE CASCADE;

ALTER TABLE ONLY jd.role_skill
    ADD CONSTRAINT role_skill_role_id_fkey FOREIGN KEY (role_id) REFERENCES jd.role(role_id) ON DELETE CASCADE;

ALTER TABLE ONLY jd.role_skill
    ADD CONSTRAINT role_skill_skill_id_fkey FOREIGN KEY (skill_id) REFERENCES jd.skill(skill_id) ON DELETE CASCADE;

ALTER TABLE ONLY jd.role_sub_role
    ADD CONSTRAINT role_sub_role_role_id_fkey FOREIGN KEY (role_id) REFERENCES jd.role(role_id) ON DELETE CASCADE;

ALTER TABLE ONLY jd.run_record
    ADD CONSTRAINT run_record_run_id_fkey FOREIGN KEY (run_id) REFERENCES jd.posting(run_id) ON DELETE CASCADE;

ALTER TABLE ONLY jd.skill_alias
    ADD CONSTRAINT skill_alias_skill_id_fkey FOREIGN KEY (skill_id) REFERENCES jd.skill(skill_id) ON DELETE CASCADE;

ALTER TABLE ONLY jd.skill_dimension
    ADD CONSTRAINT skill_dimension_dimension_id_fkey FOREIGN KEY (dimension_id) REFERENCES jd.dimension(dimension_id) ON DELETE CASCADE;

ALTER TABLE ONLY jd.skill_dimension
    ADD CONSTRAINT skill_dimension_skill_id_fkey FOREIGN KEY (skill_id) REFERENCES jd.skill(skill_id) ON DELETE CASCADE;

ALTER TABLE ONLY jd.skill_extraction
    ADD CONSTRAINT skill_extraction_run_id_fkey FOREIGN KEY (run_id) REFERENCES jd.posting(run_id) ON DELETE CASCADE;

ALTER TABLE ONLY jd.skill
    ADD CONSTRAINT skill_parent_fkey FOREIGN KEY (parent) REFERENCES jd.skill(skill_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY jd.untold_run
    ADD CONSTRAINT untold_run_run_id_fkey FOREIGN KEY (run_id) REFERENCES jd.posting(run_id) ON DELETE CASCADE;
