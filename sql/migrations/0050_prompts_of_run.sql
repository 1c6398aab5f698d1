-- The prompts, answer schemas and merge rules that a run was read with, beside its fingerprint: a changed prompt makes
-- stale exactly the runs that were read with it, which a look into every payload (50 kB each) would take minutes to find.
ALTER TABLE run_record ADD COLUMN prompts jsonb GENERATED ALWAYS AS (payload -> 'prompts') STORED;
