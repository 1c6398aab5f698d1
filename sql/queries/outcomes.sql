-- name: run_cases
-- How many of the given runs ended in each case, or failed.
SELECT CASE WHEN r.payload IS NULL THEN 'failed' ELSE d."case" END, count(*)
FROM run_record r LEFT JOIN case_decision d USING (run_id)
WHERE r.run_id = ANY(%(run_ids)s::uuid[])
GROUP BY 1 ORDER BY 1;

-- name: posting_find
-- Postings by part of a run id, by source id, or by part of a title, company, source id, file or day of arrival.
SELECT p.run_id::text, coalesce(p.title, n.payload #>> '{nano_parsed,role}') AS title,
    coalesce(p.company, n.payload #>> '{nano_parsed,company_name}') AS company,
    p.source, p.source_id, p.written_at AS taken_in,
    coalesce(d."case", CASE WHEN r.failure IS NOT NULL THEN 'failed' ELSE 'undone' END) AS "case", d.slug AS role,
    CASE WHEN p.run_id::text LIKE %(prefix)s THEN 0 WHEN p.source_id = %(text)s THEN 1 ELSE 2 END AS rank
FROM posting p
LEFT JOIN nano_parse n USING (run_id)
LEFT JOIN case_decision d USING (run_id)
LEFT JOIN run_record r USING (run_id)
WHERE p.run_id::text LIKE %(prefix)s OR p.source_id ILIKE %(part)s OR p.title ILIKE %(part)s
   OR p.company ILIKE %(part)s OR p.source ILIKE %(part)s OR to_char(p.written_at, 'YYYY-MM-DD') = %(text)s
   OR n.payload #>> '{nano_parsed,role}' ILIKE %(part)s OR n.payload #>> '{nano_parsed,company_name}' ILIKE %(part)s
ORDER BY rank, p.written_at DESC, p.run_id
LIMIT %(limit)s;
