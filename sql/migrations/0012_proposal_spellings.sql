-- What a proposal is called, and its detail, follow from all its sightings, whichever of them came first.

ALTER TABLE proposal_sighting ADD COLUMN label text, ADD COLUMN detail jsonb NOT NULL DEFAULT '{}';
UPDATE proposal_sighting s SET label = p.label, detail = p.detail FROM proposal p WHERE p.proposal_id = s.proposal_id;
ALTER TABLE proposal_sighting ALTER COLUMN label SET NOT NULL,
    ADD COLUMN certainty float8 NOT NULL GENERATED ALWAYS AS
        (coalesce((detail ->> 'confidence')::float8, (detail ->> 'best_kra_similarity')::float8, 0)) STORED;
CREATE INDEX proposal_sighting_surest ON proposal_sighting (proposal_id, certainty DESC, run_id);
COMMENT ON COLUMN proposal_sighting.label IS 'How the posting spells it';
COMMENT ON COLUMN proposal_sighting.detail IS 'What the run says of it; the proposal has that of its surest sighting';

-- So that a batch costs as much as it touches, however many sightings a proposal has.
CREATE TABLE proposal_spelling (
    proposal_id bigint NOT NULL REFERENCES proposal ON DELETE CASCADE,
    label       text NOT NULL,
    sightings   int NOT NULL,
    PRIMARY KEY (proposal_id, label)
);
COMMENT ON TABLE proposal_spelling IS 'How many sightings of a proposal spell it how; kept by triggers';
INSERT INTO proposal_spelling SELECT proposal_id, label, count(*) FROM proposal_sighting GROUP BY 1, 2;

COMMENT ON COLUMN proposal.label IS 'The spelling of most sightings: of equally many the shortest, then the first by '
    'code points. One that nothing backs any more keeps its last';

-- Lets proposals be called and detailed as their sightings are.
CREATE FUNCTION follow_sightings(proposals bigint[]) RETURNS void LANGUAGE sql SET search_path FROM CURRENT AS $$
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

CREATE FUNCTION count_spellings() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
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

CREATE TRIGGER count_insert AFTER INSERT ON proposal_sighting REFERENCING NEW TABLE AS new_rows
    EXECUTE FUNCTION count_spellings();
CREATE TRIGGER count_update AFTER UPDATE ON proposal_sighting REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    EXECUTE FUNCTION count_spellings();
CREATE TRIGGER count_delete AFTER DELETE ON proposal_sighting REFERENCING OLD TABLE AS old_rows
    EXECUTE FUNCTION count_spellings();
