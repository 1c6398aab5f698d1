-- A record repeats what the rows of its stages say: two thirds of its 100 kB. Those parts are stored with the stages
-- alone (database/record_parts.py leaves them out) and put back where a record is read, by the view whole_record.
--
-- A record stays what it was when it was made. Where a stage's row is replaced by one that says something else, the
-- record first takes over what the row said, so a record that is out of date shows its own figures still, and the audit
-- still finds it. No two runs work on one posting at a time (partition_claim), so a record comes after its rows.
--
-- Records of before stay whole until they are made again.

CREATE VIEW whole_record (run_id, payload, failure, written_at, fingerprint, prompts) AS
    SELECT r.run_id,
        -- What the record holds itself stands on the right, and wins.
        jsonb_build_object('extract_details', e.payload -> 'extract_details',
                           'final_role_output', p.payload -> 'final_role_output')
        || r.payload || jsonb_build_object('extract_from_jd', jsonb_build_object(
            'final_skills', s.payload -> 'final_skills', 'unmatched_mentions', s.payload -> 'unmatched_mentions',
            'stage3_signals', rs.payload -> 'stage3_signals', 'stage4_decision', d.payload -> 'stage4_decision')
            || coalesce(r.payload -> 'extract_from_jd', '{}')),
        r.failure, r.written_at, r.fingerprint, r.prompts
    FROM run_record r LEFT JOIN skill_extraction s USING (run_id) LEFT JOIN role_scoring rs USING (run_id)
    LEFT JOIN case_decision d USING (run_id) LEFT JOIN enrichment e USING (run_id) LEFT JOIN persistence p USING (run_id);
COMMENT ON VIEW whole_record IS 'Records as they were made: what is to be read in the place of run_record';

-- Told the object of the record that the parts lie in, '' for the record itself, and their keys there and in the stage.
CREATE FUNCTION keep_parts() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
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
COMMENT ON FUNCTION keep_parts IS 'Gives records what the rows of their stage said that are replaced';

CREATE TRIGGER keep_parts AFTER UPDATE ON skill_extraction REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION keep_parts('extract_from_jd', 'final_skills', 'unmatched_mentions');
CREATE TRIGGER keep_parts AFTER UPDATE ON role_scoring REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION keep_parts('extract_from_jd', 'stage3_signals');
CREATE TRIGGER keep_parts AFTER UPDATE ON case_decision REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION keep_parts('extract_from_jd', 'stage4_decision');
CREATE TRIGGER keep_parts AFTER UPDATE ON enrichment REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION keep_parts('', 'extract_details');
CREATE TRIGGER keep_parts AFTER UPDATE ON persistence REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION keep_parts('', 'final_role_output');

-- Also where the triggers of a session are off: else a row that is changed by hand would change its record unseen.
ALTER TABLE skill_extraction ENABLE ALWAYS TRIGGER keep_parts;
ALTER TABLE role_scoring ENABLE ALWAYS TRIGGER keep_parts;
ALTER TABLE case_decision ENABLE ALWAYS TRIGGER keep_parts;
ALTER TABLE enrichment ENABLE ALWAYS TRIGGER keep_parts;
ALTER TABLE persistence ENABLE ALWAYS TRIGGER keep_parts;
