-- One key for all spellings of a name, here as in Python (jd_assets/text/spelling_key.py): what an admin rejected is
-- found again however it is spelled, and nothing else is.

-- The end that singular and plural of a key differ in taken off.
CREATE FUNCTION without_plural(key text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
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
$$;

-- No locale has a say: letters are listed, for lower() and [[:alnum:]] know those of their locale alone.
CREATE FUNCTION spelling_key(name text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
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
END $$;
COMMENT ON FUNCTION spelling_key IS 'What all spellings of a name have in common, and no other name; for comparing alone';

-- Kept, because each batch of runs looks up all its proposals among those that were rejected.
ALTER TABLE proposal ADD COLUMN spelling text;
UPDATE proposal SET spelling = spelling_key(key);
ALTER TABLE proposal ALTER COLUMN spelling SET NOT NULL;
COMMENT ON COLUMN proposal.spelling IS 'spelling_key(key)';
CREATE INDEX proposal_refused ON proposal (kind, spelling) WHERE status = 'rejected' AND follows IS NULL;

-- What was rejected for looking like a rejected name and is another one is open again, if a posting backs it.
UPDATE proposal f SET status = 'pending', follows = NULL
FROM proposal p WHERE p.proposal_id = f.follows AND p.spelling <> f.spelling;
DELETE FROM proposal p WHERE status = 'pending'
    AND NOT EXISTS (SELECT FROM proposal_sighting s WHERE s.proposal_id = p.proposal_id);
