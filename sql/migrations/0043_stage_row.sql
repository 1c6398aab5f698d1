-- All rows of all stages, each with the place of its stage in the graph: what asks something of every stage reads this.
-- A new stage makes it anew.
CREATE VIEW stage_row (place, stage, run_id, failure) AS
    SELECT 1, 'posting', run_id, failure FROM posting UNION ALL
    SELECT 2, 'nano_parse', run_id, failure FROM nano_parse UNION ALL
    SELECT 3, 'skill_extraction', run_id, failure FROM skill_extraction UNION ALL
    SELECT 4, 'role_scoring', run_id, failure FROM role_scoring UNION ALL
    SELECT 5, 'case_decision', run_id, failure FROM case_decision UNION ALL
    SELECT 6, 'enrichment', run_id, failure FROM enrichment UNION ALL
    SELECT 7, 'persistence', run_id, failure FROM persistence UNION ALL
    SELECT 8, 'centroid_update', run_id, failure FROM centroid_update UNION ALL
    SELECT 9, 'run_record', run_id, failure FROM run_record;
COMMENT ON VIEW stage_row IS 'One row a run and stage: place of the stage in the graph, and why the run failed there.';
