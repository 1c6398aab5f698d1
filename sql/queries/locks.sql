-- name: centroid_lock
-- Serialises ledger commits. A batch holds it for tens of milliseconds, and no order of locks has to be kept.
SELECT pg_advisory_xact_lock(hashtext('jd.role_centroid'));

-- name: library_lock
-- Serialises everything that changes the library or writes what runs teach it, until the transaction ends.
SELECT pg_advisory_xact_lock(hashtext('jd.library'));
