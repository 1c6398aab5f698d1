-- name: untold_run_mark
-- These runs are about to go through; what they write is to be told.
INSERT INTO untold_run (run_id) SELECT unnest(%(run_ids)s::uuid[])
ON CONFLICT (run_id) DO UPDATE SET marked_at = clock_timestamp(), is_done = false;

-- name: untold_run_done
-- These went through.
UPDATE untold_run SET is_done = true WHERE run_id = ANY(%(run_ids)s::uuid[]);

-- name: untold_runs
-- Runs to be told of: those that are done, and those that a console left behind for longer than any run takes.
SELECT run_id::text, marked_at FROM untold_run
WHERE is_done OR marked_at < now() - interval '10 minutes'
ORDER BY marked_at, run_id LIMIT %(limit)s;

-- name: untold_run_told
-- Told; one that was marked again meanwhile stays.
DELETE FROM untold_run t
USING unnest(%(run_ids)s::uuid[], %(marked_at)s::timestamptz[]) AS told (run_id, marked_at)
WHERE t.run_id = told.run_id AND t.marked_at = told.marked_at;
