-- name: change_one
-- One change.
SELECT change_id, library_version, action, actor, reason, made_at, proposal_ids, undoes, undone_by, recorded
FROM library_change WHERE change_id = %(change_id)s;

-- name: change_all
-- The changes, newest first.
SELECT change_id, library_version, action, actor, reason, made_at, proposal_ids, undoes, undone_by, recorded
FROM library_change ORDER BY change_id DESC LIMIT %(limit)s::bigint;

-- name: change_rows
-- What a change made of each row.
SELECT table_name, key, before, after FROM library_change_net WHERE change_id = %(change_id)s
ORDER BY table_name, key;

-- name: change_in_library
-- A row where the change left a row of the library other than it was.
SELECT FROM library_change_net WHERE change_id = %(change_id)s AND in_library LIMIT 1;

-- name: change_of_proposal
-- The change that settled a proposal and has effect.
SELECT c.change_id, c.library_version, c.action, c.actor, c.reason, c.made_at, c.proposal_ids, c.undoes, c.undone_by,
       c.recorded
FROM proposal_settled JOIN library_change c USING (change_id) WHERE proposal_id = %(proposal_id)s;

-- name: change_blockers
-- Later changes that have effect and touched a row of this one, refer to a row that it added, settled a proposal for a
-- role that it added, or settled one that it had opened again; and loads of seed files that left something new out, or
-- put it elsewhere, because of this one. The newest first, which is to be undone first. A later change and its own undo
-- are none.
SELECT c.change_id, c.library_version, c.action, c.actor, c.reason, c.made_at, c.proposal_ids, c.undoes, c.undone_by, c.recorded
FROM library_change c
WHERE c.change_id > %(change_id)s AND c.undone_by IS NULL AND coalesce(c.undoes, 0) < %(change_id)s
    AND (c.builds_on @> ARRAY[%(change_id)s::bigint]
        OR EXISTS (
            SELECT FROM library_change_net own JOIN library_change_row later USING (table_name, key)
            WHERE own.change_id = %(change_id)s AND own.in_library AND later.change_id = c.change_id)
        OR EXISTS (
            SELECT FROM library_change_net own JOIN library_change_row later ON later.change_id = c.change_id
            WHERE own.change_id = %(change_id)s AND own.before IS NULL AND later.table_name <> 'proposal'
                AND (own.table_name = 'role' AND later.after -> 'role_id' = own.key -> 'role_id'
                     OR own.table_name = 'dimension' AND later.after -> 'dimension_id' = own.key -> 'dimension_id'
                     OR own.table_name = 'skill' AND (later.after -> 'skill_id' = own.key -> 'skill_id'
                                                      OR later.after -> 'parent' = own.key -> 'skill_id')))
        OR EXISTS (
            SELECT FROM library_change_net own JOIN proposal p ON p.role_id = (own.key ->> 'role_id')::int
            JOIN library_change_net later ON later.change_id = c.change_id AND later.table_name = 'proposal'
            WHERE own.change_id = %(change_id)s AND own.table_name = 'role' AND own.before IS NULL
                AND p.status <> 'pending' AND c.action <> 'undo'
                AND (p.kind, p.role_id::text, p.key)
                    = (later.after ->> 'kind', later.after ->> 'role_id', later.after ->> 'key'))
        OR EXISTS (
            SELECT FROM library_change_net own JOIN library_change_net later ON later.change_id = c.change_id
            CROSS JOIN LATERAL coalesce(own.before, own.after) held
            WHERE own.change_id = %(change_id)s AND own.table_name = 'proposal' AND later.table_name = 'proposal'
                AND later.after ->> 'status' <> 'pending'
                AND (later.after -> 'kind', later.after -> 'role_id', later.after -> 'key')
                    = (held -> 'kind', held -> 'role_id', held -> 'key')))
ORDER BY c.change_id DESC;

-- name: change_left_out
-- What of seed files a change left out, and why.
SELECT unnest(left_out) FROM library_change WHERE change_id = %(change_id)s;

-- name: change_unrecorded_since
-- The newest change after this one whose rows were not recorded: a taxonomy, or seed files of before they were.
SELECT change_id, library_version, action, actor, reason, made_at, proposal_ids, undoes, undone_by, recorded
FROM library_change WHERE change_id > %(change_id)s AND NOT recorded
ORDER BY change_id DESC LIMIT 1;
