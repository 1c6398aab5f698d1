-- name: undo_slugs_later
-- Two roles may swap their slugs back: uniqueness is looked at when all rows are as they were.
SELECT defer_slugs();

-- name: undo_rows
-- The rows of a change as they were before it; gives those that are no longer as the change left them.
SELECT kept_table, kept_key FROM restore_library_rows(%(change_id)s::bigint);

-- name: undo_proposals
-- Proposals as they were before a change. One that is gone comes back if it had been settled: that is remembered. They
-- are found by what they propose: one that went and was taught again has another id.
INSERT INTO proposal (proposal_id, kind, role_id, key, spelling, label, detail, status, created_at, follows)
OVERRIDING SYSTEM VALUE
SELECT r.proposal_id, r.kind, r.role_id, r.key, spelling_key(r.key), r.label, r.detail, r.status, r.created_at, r.follows
FROM library_change_net n, jsonb_populate_record(NULL::proposal, n.before) r
WHERE n.change_id = %(change_id)s AND n.table_name = 'proposal' AND n.before IS NOT NULL
    AND (r.status <> 'pending'
         OR EXISTS (SELECT FROM proposal p
                    WHERE (p.kind, p.key) = (r.kind, r.key) AND p.role_id IS NOT DISTINCT FROM r.role_id))
ON CONFLICT (kind, role_id, key) DO UPDATE SET status = excluded.status, follows = excluded.follows;

-- name: undo_proposals_back
-- Proposals that a change brought back settled, because they were gone when it undid an undo, are open again.
UPDATE proposal p SET status = 'pending', follows = NULL
FROM library_change_net n, jsonb_populate_record(NULL::proposal, n.after) r
WHERE n.change_id = %(change_id)s AND n.table_name = 'proposal' AND n.before IS NULL
    AND (p.kind, p.key) = (r.kind, r.key) AND p.role_id IS NOT DISTINCT FROM r.role_id;

-- name: undo_follows
-- Spellings of a proposal that is rejected no longer are open again.
UPDATE proposal f SET status = 'pending', follows = NULL
FROM proposal p WHERE p.proposal_id = f.follows AND p.status <> 'rejected';

-- name: undo_role_proposals
-- Nobody has to decide on what a role lacks that is not to be there.
DELETE FROM proposal p USING library_change_net n
WHERE n.change_id = %(change_id)s AND n.table_name = 'role' AND n.before IS NULL
    AND p.role_id = (n.key ->> 'role_id')::int AND (p.status = 'pending' OR p.follows IS NOT NULL);

-- name: undo_role_drafts
-- Draft roles as they were before a change. One that is gone comes back if it had been settled.
INSERT INTO role_draft (draft_id, cluster_key, slug, display_name, payload, employers, postings, status,
                        dagster_run_id, drafted_at)
OVERRIDING SYSTEM VALUE
SELECT r.draft_id, r.cluster_key, r.slug, r.display_name, r.payload, r.employers, r.postings, r.status,
       r.dagster_run_id, r.drafted_at
FROM library_change_net n, jsonb_populate_record(NULL::role_draft, n.before) r
WHERE n.change_id = %(change_id)s AND n.table_name = 'role_draft' AND n.before IS NOT NULL
    AND (r.status <> 'pending' OR EXISTS (SELECT FROM role_draft d WHERE d.cluster_key = r.cluster_key))
ON CONFLICT (cluster_key) DO UPDATE SET status = excluded.status;

-- name: undo_role_drafts_back
-- Draft roles that a change brought back settled are open again.
UPDATE role_draft d SET status = 'pending'
FROM library_change_net n
WHERE n.change_id = %(change_id)s AND n.table_name = 'role_draft' AND n.before IS NULL
    AND d.cluster_key = n.after ->> 'cluster_key';

-- name: undo_observed_gone
-- Links that a merge gave to the skill that stayed. A run that was done again since may have none of them.
DELETE FROM observed_skill_dimension o USING library_change_net n
WHERE n.change_id = %(change_id)s AND n.table_name = 'observed_skill_dimension' AND n.before IS NULL
    AND o.run_id = (n.key ->> 'run_id')::uuid AND o.skill_id = n.key ->> 'skill_id'
    AND o.dimension_id = n.key ->> 'dimension_id';

-- name: undo_observed_back
-- Links that a merge took from the skill that went; a posting that was deleted since has none.
INSERT INTO observed_skill_dimension (run_id, skill_id, dimension_id)
SELECT (n.key ->> 'run_id')::uuid, n.key ->> 'skill_id', n.key ->> 'dimension_id'
FROM library_change_net n JOIN posting p ON p.run_id = (n.key ->> 'run_id')::uuid
WHERE n.change_id = %(change_id)s AND n.table_name = 'observed_skill_dimension' AND n.after IS NULL
ON CONFLICT DO NOTHING;

-- name: library_change_undone
-- Whether a change has effect, and if not, by which other.
UPDATE library_change SET undone_by = %(undone_by)s::bigint WHERE change_id = %(change_id)s RETURNING undoes;

-- name: proposal_drop_unseen
-- A pending proposal that no posting backs any more was retracted; settled ones stay as a record, and so do those whose
-- settling was undone: when a posting says it again, it is the card that admins knew.
DELETE FROM proposal p WHERE status = 'pending'
    AND NOT EXISTS (SELECT FROM library_change c WHERE p.proposal_id = ANY(c.proposal_ids))
    AND NOT EXISTS (SELECT FROM proposal_sighting s WHERE s.proposal_id = p.proposal_id);
