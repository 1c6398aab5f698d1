-- name: settle_proposals
-- What an admin made of proposals.
UPDATE proposal SET status = %(status)s, follows = NULL WHERE proposal_id = ANY(%(proposal_ids)s::bigint[]);

-- name: settle_role_drafts
-- What an admin made of draft roles.
UPDATE role_draft SET status = %(status)s WHERE draft_id = ANY(%(draft_ids)s::bigint[]);
