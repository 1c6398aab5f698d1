-- What the console finds runs by: newest first, by their words, and by what was decided.

-- Words of a posting as they are searched for. The text is cut because a tsvector holds a megabyte at most: a longer
-- posting would be refused when it is written. 'simple' takes words as they stand, in whatever language.
CREATE FUNCTION posting_words(payload jsonb) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT to_tsvector('simple'::regconfig, left(concat_ws(' ', payload ->> 'title', payload ->> 'company',
        payload ->> 'location', payload ->> 'source_id', payload ->> 'text'), 100000))
$$;
-- New postings wait in the index's list and are sorted in together: one by one they cost some 5 ms each, as much as all
-- stages do.
CREATE INDEX posting_search ON posting USING gin (posting_words(payload));

CREATE INDEX posting_newest ON posting (written_at DESC, run_id DESC);
CREATE INDEX posting_source ON posting (source, written_at DESC);
CREATE INDEX posting_company ON posting (lower(company) text_pattern_ops);

CREATE INDEX case_decision_case ON case_decision ("case");
CREATE INDEX case_decision_confidence ON case_decision (confidence);
CREATE INDEX run_record_failed ON run_record (run_id) WHERE failure IS NOT NULL;
