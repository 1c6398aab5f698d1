-- name: signature_add
-- Signatures of a batch; one that is stored already, from a copy, stays.
INSERT INTO signature (signature_id, sentences, duties, probes)
SELECT signature_id, sentences, duties, probes
FROM jsonb_to_recordset(%(rows)s::jsonb)
     AS r(signature_id bigint, sentences bigint[], duties bigint[], probes bigint[])
ON CONFLICT (signature_id) DO NOTHING;

-- name: signature_drop_unused
-- Those of the given signatures that no posting has any more.
DELETE FROM signature s WHERE s.signature_id = ANY(%(signature_ids)s::bigint[])
    AND NOT EXISTS (SELECT FROM repost r WHERE r.signature_id = s.signature_id);

-- name: signature_candidates
-- Stored signatures that share a probe with the given ones; relies on signature_probes.
SELECT given.signature_id, s.signature_id
FROM jsonb_to_recordset(%(rows)s::jsonb) AS given(signature_id bigint, probes bigint[])
JOIN signature s ON s.probes && given.probes;

-- name: signature_read
-- The given signatures.
SELECT signature_id, sentences, duties, probes FROM signature
WHERE signature_id = ANY(%(signature_ids)s::bigint[]);

-- name: repost_signatures
-- The signature of every posting.
SELECT r.run_id::text, s.signature_id, s.sentences, s.duties, s.probes
FROM repost r JOIN signature s USING (signature_id);

-- name: repost_groups
-- The stored group of every posting whose text was read.
SELECT run_id::text, group_id::text FROM repost;

-- name: repost_of_runs
-- Signature and group of the given runs.
SELECT run_id::text, signature_id, group_id::text FROM repost WHERE run_id = ANY(%(keys)s::uuid[]);

-- name: repost_of_groups
-- Signature and group of all runs of the given groups.
SELECT run_id::text, signature_id, group_id::text FROM repost WHERE group_id = ANY(%(keys)s::uuid[]);

-- name: repost_of_signatures
-- Signature and group of all runs that have one of the given signatures.
SELECT run_id::text, signature_id, group_id::text FROM repost WHERE signature_id = ANY(%(keys)s::bigint[]);

-- name: repost_put
-- Signature and group of runs.
INSERT INTO repost AS t (run_id, signature_id, group_id)
SELECT * FROM unnest(%(run_ids)s::uuid[], %(signature_ids)s::bigint[], %(group_ids)s::uuid[])
ON CONFLICT (run_id) DO UPDATE SET signature_id = excluded.signature_id, group_id = excluded.group_id
WHERE (t.signature_id, t.group_id) <> (excluded.signature_id, excluded.group_id);

-- name: repost_delete
-- Runs whose text is not read any more.
DELETE FROM repost WHERE run_id = ANY(%(run_ids)s::uuid[]);

-- name: repost_regroup
-- Other groups for the given runs.
UPDATE repost r SET group_id = given.group_id
FROM unnest(%(run_ids)s::uuid[], %(group_ids)s::uuid[]) AS given(run_id, group_id) WHERE r.run_id = given.run_id;
