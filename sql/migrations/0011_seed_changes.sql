-- Loads of seed files are recorded row by row, like what admins do, and never decide anew what an admin decided.

ALTER TABLE library_change
    ADD COLUMN merged_skill text,     -- of a merge of two skills of the library: the one that went
    ADD COLUMN merged_into text,      -- and the one that took its place
    ADD COLUMN recorded boolean NOT NULL DEFAULT true,
    ADD COLUMN builds_on bigint[] NOT NULL DEFAULT '{}',
    ADD COLUMN left_out text[] NOT NULL DEFAULT '{}',
    ADD CHECK ((merged_skill IS NULL) = (merged_into IS NULL));
COMMENT ON COLUMN library_change.recorded IS 'Whether its rows are in library_change_row; those of the first seed files '
    'and of taxonomies are too many';
COMMENT ON COLUMN library_change.builds_on IS 'Of a load: the changes of admins because of which new rows of the files '
    'are elsewhere, otherwise or not there; they are undone after it';
COMMENT ON COLUMN library_change.left_out IS 'Of a load: what of the files the library does not hold, and why';

UPDATE library_change SET recorded = false WHERE action IN ('load', 'import');

-- Merges of before: what a merge gave names and links to is the skill that took the place.
UPDATE library_change c SET merged_skill = gone.skill_id, merged_into = stayed.skill_id
FROM (
    SELECT change_id, min(key ->> 'skill_id') AS skill_id FROM library_change_net
    WHERE table_name = 'skill' AND after IS NULL GROUP BY change_id
) gone
JOIN (
    SELECT change_id, min(after ->> 'skill_id') AS skill_id FROM library_change_net
    WHERE after IS NOT NULL AND table_name IN ('skill_alias', 'role_skill', 'skill_dimension')
    GROUP BY change_id
) stayed USING (change_id)
WHERE c.change_id = gone.change_id AND c.action = 'merge';

-- Two roles may swap their slugs back row by row: uniqueness is looked at when all rows are as they were.
CREATE FUNCTION defer_slugs() RETURNS void LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    SET CONSTRAINTS role_slug_key DEFERRED;
END $$;
