-- name: evidence_examples
-- Postings that a role's own title confirmed: those that its centroid counts, so a job that is posted again teaches once
-- and an employer no more often than its cap.
SELECT m.run_id::text FROM role_centroid_member m JOIN case_decision d USING (run_id)
WHERE m.embedder = %(embedder)s AND m.counted AND d."case" = 'A' ORDER BY run_id;

-- name: evidence_model_newest
-- The model that was taught last.
SELECT model_id, made_at, postings, roles, figures, model_id = (SELECT model_id FROM evidence_model_in_force)
FROM evidence_model WHERE embedder = %(embedder)s ORDER BY model_id DESC LIMIT 1;

-- name: evidence_model_add
-- A model that was taught.
INSERT INTO evidence_model (embedder, postings, roles, figures, archives, dagster_run_id)
VALUES (%(embedder)s, %(postings)s, %(roles)s, %(figures)s::jsonb, %(archives)s, %(dagster_run_id)s)
RETURNING model_id;
