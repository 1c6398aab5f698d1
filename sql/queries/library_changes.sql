-- name: library_change_begin
-- A change, under the version that it finds. The rows of taxonomies and of the first seed files are not recorded.
INSERT INTO library_change (library_version, action, actor, reason, proposal_ids, undoes, recorded)
SELECT coalesce(max(version), 0), %(action)s, %(actor)s, %(reason)s, %(proposal_ids)s::bigint[], %(undoes)s::bigint,
       %(action)s <> 'import' AND count(*) > 0
FROM library_version
RETURNING change_id, recorded;

-- name: library_change_open
-- Lets the rest of the transaction write to the library's tables, as this change and with its rows recorded or not.
SELECT set_config('jd.library_change', %(change_id)s::text, true), set_config('jd.library_rows', %(rows)s, true);

-- name: library_change_close
-- The version that holds the change, and no more writes under it.
UPDATE library_change SET library_version = (SELECT max(version) FROM library_version)
WHERE change_id = %(change_id)s RETURNING library_version, made_at, set_config('jd.library_change', '', true);

-- name: library_version_raise
-- The next version, with who made it and why.
INSERT INTO library_version (version, actor, reason, checksum)
SELECT coalesce(max(version), 0) + 1, %(actor)s, %(reason)s, %(checksum)s FROM library_version
RETURNING version;

-- name: evidence_model_promote
-- The model that decides from now on.
INSERT INTO evidence_model_in_force AS held (model_id, postings) VALUES (%(model_id)s, %(postings)s)
ON CONFLICT (singleton) DO UPDATE SET model_id = excluded.model_id, postings = excluded.postings;
