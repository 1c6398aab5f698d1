-- name: console_runs
-- One page of the runs that fit, newest first. A filter whose parameter is null is left out, and then the tables that it
-- alone needs are not read: PostgreSQL removes a left join on a unique key that nothing uses. `console_runs_count` has
-- the same filters.
SELECT p.run_id::text, p.written_at, p.title, p.company, p.source, p.source_id, d."case", d.slug, d.confidence,
       d.payload #>> '{stage4_decision,new_role_display_name}' AS new_role,
       d.payload #>> '{stage4_decision,chosen_role,display_name}' AS role_name,
       coalesce((d.payload #>> '{stage4_decision,queued}')::boolean, false) AS queued,
       r.failure ->> 'stage' AS failed_stage, r.failure ->> 'reason' AS failure, r.run_id IS NOT NULL AS is_done
FROM (
    SELECT p.run_id, p.written_at
    FROM posting p LEFT JOIN case_decision d USING (run_id) LEFT JOIN run_record r USING (run_id)
    WHERE (%(words)s::text IS NULL OR posting_words(p.payload) @@ to_tsquery('simple', %(words)s::text))
        AND (%(cases)s::text[] IS NULL OR d."case" = ANY(%(cases)s::text[]))
        AND (%(role)s::text IS NULL OR d.slug = %(role)s::text)
        AND (%(source)s::text IS NULL OR p.source = %(source)s::text)
        AND (%(employer)s::text IS NULL OR lower(p.company) LIKE %(employer)s::text)
        AND (%(since)s::timestamptz IS NULL OR p.written_at >= %(since)s::timestamptz)
        AND (%(until)s::timestamptz IS NULL OR p.written_at < %(until)s::timestamptz)
        AND (%(least)s::float8 IS NULL OR d.confidence >= %(least)s::float8)
        AND (%(most)s::float8 IS NULL OR d.confidence <= %(most)s::float8)
        AND (NOT %(failed)s::bool OR r.failure IS NOT NULL)
        AND (%(before_at)s::timestamptz IS NULL
             OR (p.written_at, p.run_id) < (%(before_at)s::timestamptz, %(before_id)s::uuid))
    ORDER BY p.written_at DESC, p.run_id DESC LIMIT %(limit)s
) chosen
JOIN posting p USING (run_id) LEFT JOIN case_decision d USING (run_id) LEFT JOIN run_record r USING (run_id)
ORDER BY chosen.written_at DESC, chosen.run_id DESC;

-- name: console_runs_count
-- How many runs fit, counted up to a limit.
SELECT count(*) FROM (
    SELECT FROM posting p LEFT JOIN case_decision d USING (run_id) LEFT JOIN run_record r USING (run_id)
    WHERE (%(words)s::text IS NULL OR posting_words(p.payload) @@ to_tsquery('simple', %(words)s::text))
        AND (%(cases)s::text[] IS NULL OR d."case" = ANY(%(cases)s::text[]))
        AND (%(role)s::text IS NULL OR d.slug = %(role)s::text)
        AND (%(source)s::text IS NULL OR p.source = %(source)s::text)
        AND (%(employer)s::text IS NULL OR lower(p.company) LIKE %(employer)s::text)
        AND (%(since)s::timestamptz IS NULL OR p.written_at >= %(since)s::timestamptz)
        AND (%(until)s::timestamptz IS NULL OR p.written_at < %(until)s::timestamptz)
        AND (%(least)s::float8 IS NULL OR d.confidence >= %(least)s::float8)
        AND (%(most)s::float8 IS NULL OR d.confidence <= %(most)s::float8)
        AND (NOT %(failed)s::bool OR r.failure IS NOT NULL)
    LIMIT %(limit)s
) found;

-- name: console_sources
-- The sources of postings: a skip through their index.
WITH RECURSIVE sources AS (
    (SELECT source FROM posting WHERE source IS NOT NULL ORDER BY source LIMIT 1)
    UNION ALL
    SELECT (SELECT p.source FROM posting p WHERE p.source > s.source ORDER BY p.source LIMIT 1)
    FROM sources s WHERE s.source IS NOT NULL
)
SELECT source FROM sources WHERE source IS NOT NULL LIMIT 100;
