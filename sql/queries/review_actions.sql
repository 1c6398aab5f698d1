-- name: change_roles
-- The slugs of the roles.
SELECT role_id, slug FROM role;

-- name: change_torn
-- A library row that an undo wrote beside the rows of the change that it undoes: it hung on one that went.
SELECT u.table_name, u.key FROM library_change_net u
WHERE u.change_id = %(undo_id)s AND u.in_library
    AND NOT EXISTS (SELECT FROM library_change_net o
                    WHERE o.change_id = %(change_id)s AND o.table_name = u.table_name AND o.key = u.key)
LIMIT 1;

-- name: proposals_to_settle
-- Proposals with the number of postings behind each, reposts once.
SELECT p.proposal_id, p.kind, p.role_id, p.key, p.label,
       (SELECT count(DISTINCT g.group_id) FROM proposal_sighting s JOIN posting_group g USING (run_id)
        WHERE s.proposal_id = p.proposal_id) AS sightings,
       p.status, p.follows
FROM proposal p WHERE p.proposal_id = ANY(%(proposal_ids)s::bigint[]) ORDER BY p.proposal_id;

-- name: review_newest_proposal
-- The greatest proposal_id that was ever given.
SELECT pg_sequence_last_value(pg_get_serial_sequence('proposal', 'proposal_id')::regclass);

-- name: review_new_skill_meta
-- What enrichment found out about a proposed skill: a typing that is no default first, then by posting.
SELECT d -> 'new_skill_meta'
FROM proposal p JOIN proposal_sighting s USING (proposal_id) JOIN enrichment e USING (run_id),
     jsonb_array_elements(e.payload #> '{extract_details,skills_detail}') d
WHERE p.proposal_id = ANY(%(proposal_ids)s::bigint[])
    AND lower(regexp_replace(trim(d ->> 'input_skill'), '\s+', ' ', 'g')) = p.key
    AND jsonb_typeof(d -> 'new_skill_meta') = 'object'
ORDER BY coalesce((d #>> '{new_skill_meta,derived,is_default}')::boolean, false), s.run_id
LIMIT 1;

-- name: review_free_role_id
-- The next id of an approved role.
SELECT greatest(%(first)s, coalesce(max(role_id) + 1, 0)) FROM role WHERE role_id < %(end)s;

-- name: review_pending_role_keys
-- Keys of the new roles that wait.
SELECT key FROM proposal WHERE kind = 'role' AND status = 'pending';

-- name: review_role_proposals
-- New roles of these keys that wait.
SELECT proposal_id FROM proposal WHERE kind = 'role' AND status = 'pending' AND key = ANY(%(keys)s::text[]);
