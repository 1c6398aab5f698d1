-- name: new_role_sightings
-- Every posting behind every new role that is proposed and not settled, with its group of reposts.
SELECT p.key, p.label, s.run_id::text, s.employer, g.group_id::text
FROM proposal p JOIN proposal_sighting s USING (proposal_id) JOIN posting_group g USING (run_id)
WHERE p.kind = 'role' AND p.status = 'pending'
ORDER BY p.key, s.run_id;

-- name: new_role_sightings_stamp
-- Another value whenever the sightings of new roles, or what admins made of their drafts, are others.
SELECT md5(coalesce(string_agg(concat_ws('|', p.key, s.run_id, g.group_id, s.employer), E'\n'
                               ORDER BY p.key, s.run_id), ''))
       || (SELECT count(*) FROM role_draft WHERE status <> 'pending')
FROM proposal p JOIN proposal_sighting s USING (proposal_id) JOIN posting_group g USING (run_id)
WHERE p.kind = 'role' AND p.status = 'pending';

-- name: role_drafts
-- All drafts, those that most employers back first.
SELECT draft_id, cluster_key, status, payload, dagster_run_id
FROM role_draft ORDER BY employers DESC, postings DESC, cluster_key;

-- name: role_draft_upsert
-- Drafts as they are now. One that says the same keeps its run and time, and one that an admin settled is left alone.
INSERT INTO role_draft AS d (cluster_key, slug, display_name, payload, employers, postings, dagster_run_id)
SELECT cluster_key, payload ->> 'slug', payload ->> 'display_name', payload,
       (payload ->> 'employer_count')::int, (payload ->> 'posting_count')::int, %(dagster_run_id)s
FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(cluster_key text, payload jsonb)
ON CONFLICT (cluster_key) DO UPDATE
SET slug = excluded.slug, display_name = excluded.display_name, payload = excluded.payload,
    employers = excluded.employers, postings = excluded.postings, dagster_run_id = excluded.dagster_run_id,
    drafted_at = now()
WHERE d.status = 'pending' AND d.payload IS DISTINCT FROM excluded.payload;

-- name: role_draft_drop_gone
-- Pending drafts whose proposals were taken back or joined another cluster.
DELETE FROM role_draft WHERE status = 'pending' AND NOT cluster_key = ANY(%(cluster_keys)s::text[]);
