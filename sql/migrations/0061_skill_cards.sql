-- What the library says of a skill stands in the enrichment of every posting that names it: half of a row. It is stored
-- once under its hash. Rows of before stay as they are.

CREATE TABLE skill_card (
    card_id text PRIMARY KEY,
    card    jsonb NOT NULL
);
COMMENT ON TABLE skill_card IS 'What the library said of a skill: name and typing, spellings, dimensions; never changed';
COMMENT ON COLUMN skill_card.card_id IS 'First 64 bits of the SHA-256 of the card, in base64';

CREATE FUNCTION with_cards(details jsonb) RETURNS jsonb LANGUAGE sql STABLE PARALLEL SAFE SET search_path FROM CURRENT AS $$
    SELECT CASE WHEN details ? 'cards' THEN (details - 'cards') || jsonb_build_object('skills_detail', (
        -- A card that is gone makes the row unreadable, which says to materialise it again.
        SELECT coalesce(jsonb_agg(CASE WHEN card_id IS NULL THEN detail
            ELSE detail || coalesce(card, '{"canonical": "lost"}') END ORDER BY place), '[]')
        FROM ROWS FROM (jsonb_array_elements(details -> 'skills_detail'), jsonb_array_elements_text(details -> 'cards'))
            WITH ORDINALITY AS each(detail, card_id, place)
        LEFT JOIN skill_card USING (card_id))) ELSE details END
$$;
COMMENT ON FUNCTION with_cards IS 'The extract_details of an enrichment, whole';

CREATE VIEW whole_enrichment (run_id, payload, failure, written_at) AS
    SELECT run_id, payload || jsonb_build_object('extract_details', with_cards(payload -> 'extract_details')), failure,
           written_at
    FROM enrichment;
COMMENT ON VIEW whole_enrichment IS 'What is to be read in the place of enrichment';

CREATE OR REPLACE VIEW whole_record (run_id, payload, failure, written_at, fingerprint, prompts) AS
    SELECT r.run_id,
        -- What the record holds itself stands on the right, and wins.
        jsonb_build_object('final_role_output', p.payload -> 'final_role_output') || r.payload
        || jsonb_build_object(
            'extract_details', with_cards(coalesce(r.payload -> 'extract_details', e.payload -> 'extract_details')),
            'extract_from_jd', jsonb_build_object(
                'final_skills', s.payload -> 'final_skills', 'unmatched_mentions', s.payload -> 'unmatched_mentions',
                'stage3_signals', rs.payload -> 'stage3_signals', 'stage4_decision', d.payload -> 'stage4_decision')
                || coalesce(r.payload -> 'extract_from_jd', '{}')),
        r.failure, r.written_at, r.fingerprint, r.prompts
    FROM run_record r LEFT JOIN skill_extraction s USING (run_id) LEFT JOIN role_scoring rs USING (run_id)
    LEFT JOIN case_decision d USING (run_id) LEFT JOIN enrichment e USING (run_id) LEFT JOIN persistence p USING (run_id);
