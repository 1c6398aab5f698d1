-- name: overview_cases
-- Postings by day of arrival and outcome; those without a decision are failed or unfinished.
SELECT (p.written_at AT TIME ZONE 'UTC')::date AS day,
       CASE WHEN r.failure IS NOT NULL THEN 'failed' ELSE coalesce(d."case", 'unfinished') END AS outcome,
       count(*)
FROM posting p LEFT JOIN case_decision d USING (run_id) LEFT JOIN run_record r USING (run_id)
WHERE p.written_at >= %(since)s
GROUP BY 1, 2 ORDER BY 1;

-- name: overview_costs
-- What calls of models cost by day: every call that was answered, whatever the answer was worth.
SELECT (created_at AT TIME ZONE 'UTC')::date AS day, coalesce(sum(cost_usd), 0)::float8, count(*),
       count(*) FILTER (WHERE cost_usd IS NULL), count(*) FILTER (WHERE failure IS NOT NULL)
FROM llm_call WHERE created_at >= %(since)s GROUP BY 1 ORDER BY 1;

-- name: overview_causes
-- Of the newest postings: skills by whether the library has them, and the other phrases that looked like skills by the
-- cause for which they are none.
WITH newest AS MATERIALIZED (
    SELECT s.payload FROM posting p JOIN skill_extraction s USING (run_id)
    WHERE s.payload IS NOT NULL AND p.written_at >= %(since)s
    ORDER BY p.written_at DESC, p.run_id DESC LIMIT %(limit)s
), found AS (
    SELECT CASE WHEN jsonb_typeof(skill -> 'skill_id') = 'string' THEN 'in_library' ELSE 'new_skill' END AS cause
    FROM newest CROSS JOIN LATERAL jsonb_array_elements(payload -> 'final_skills') skill
    UNION ALL
    SELECT mention ->> 'cause' FROM newest CROSS JOIN LATERAL jsonb_array_elements(payload -> 'unmatched_mentions') mention
)
SELECT cause, count(*), (SELECT count(*) FROM newest) FROM found GROUP BY 1 ORDER BY 2 DESC;

-- name: overview_failures
-- What failed, by stage and reason, the newest first.
SELECT failure ->> 'stage', failure ->> 'reason', failure ->> 'kind', count(*), max(written_at),
       (array_agg(run_id::text ORDER BY written_at DESC))[1]
FROM run_record WHERE failure IS NOT NULL AND written_at >= %(since)s
GROUP BY 1, 2, 3 ORDER BY 5 DESC LIMIT %(limit)s;

-- name: overview_refused
-- What arrived and could not be made a posting, and how much of it is open.
SELECT source, source_id, reason, refused_at, count(*) OVER () FROM refused_input
WHERE resolved_at IS NULL ORDER BY refused_at DESC LIMIT %(limit)s;

-- name: overview_queue
-- Proposals that wait, by kind.
SELECT kind, count(*) FROM proposal p
WHERE status = 'pending' AND EXISTS (SELECT FROM proposal_sighting s WHERE s.proposal_id = p.proposal_id)
GROUP BY 1 ORDER BY 2 DESC;

-- name: overview_library
-- What the library holds, and when it last changed.
SELECT (SELECT count(*) FROM role), (SELECT count(*) FROM skill), (SELECT count(*) FROM dimension), version, created_at
FROM library_version ORDER BY version DESC LIMIT 1;
