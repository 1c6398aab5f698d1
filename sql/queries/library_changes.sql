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

-- name: seed_dimensions
-- Dimensions of the seed files.
INSERT INTO dimension (dimension_id, name, description)
SELECT dimension_id, name, description
FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(dimension_id text, name text, description text)
ON CONFLICT (dimension_id) DO UPDATE SET name = excluded.name, description = excluded.description;

-- name: seed_roles
-- Roles of the seed files; a role is never deleted, because decisions name it.
INSERT INTO role (role_id, slug, display_name, role_family, archetype)
SELECT role_id, slug, display_name, role_family, archetype
FROM jsonb_to_recordset(%(rows)s::jsonb)
     AS r(role_id int, slug text, display_name text, role_family text, archetype text)
ON CONFLICT (role_id) DO UPDATE SET slug = excluded.slug, display_name = excluded.display_name,
    role_family = excluded.role_family, archetype = excluded.archetype;

-- name: seed_skills
-- Skills of the seed files.
INSERT INTO skill (skill_id, name, category, sub_category, skill_nature, volatility, typical_lifespan,
                   version_strategy, maturity, parent, match)
SELECT skill_id, name, category, sub_category, skill_nature, volatility, typical_lifespan,
       version_strategy, maturity, parent, match
FROM jsonb_to_recordset(%(rows)s::jsonb)
     AS r(skill_id text, name text, category text, sub_category text, skill_nature text, volatility text,
          typical_lifespan text, version_strategy text, maturity text, parent text, match text)
ON CONFLICT (skill_id) DO UPDATE SET name = excluded.name, category = excluded.category,
    sub_category = excluded.sub_category, skill_nature = excluded.skill_nature, volatility = excluded.volatility,
    typical_lifespan = excluded.typical_lifespan, version_strategy = excluded.version_strategy,
    maturity = excluded.maturity, parent = excluded.parent, match = excluded.match, origin = 'seed';

-- name: seed_role_aliases
-- Titles of the seed files.
INSERT INTO role_alias (role_id, alias, normalised, collision)
SELECT role_id, alias, normalised, collision
FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(role_id int, alias text, normalised text, collision boolean)
ON CONFLICT (role_id, normalised) DO UPDATE
SET alias = excluded.alias, collision = excluded.collision, origin = 'seed';

-- name: seed_role_kras
-- KRAs of the seed files.
INSERT INTO role_kra (role_id, kra)
SELECT role_id, kra FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(role_id int, kra text)
ON CONFLICT (role_id, kra) DO UPDATE SET origin = 'seed';

-- name: seed_role_skills
-- Skills of roles of the seed files.
INSERT INTO role_skill (role_id, skill_id, weight)
SELECT role_id, skill_id, weight
FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(role_id int, skill_id text, weight int)
ON CONFLICT (role_id, skill_id) DO UPDATE SET weight = excluded.weight, origin = 'seed';

-- name: seed_role_dimensions
-- Dimensions of roles of the seed files.
INSERT INTO role_dimension (role_id, dimension_id)
SELECT role_id, dimension_id FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(role_id int, dimension_id text)
ON CONFLICT (role_id, dimension_id) DO UPDATE SET origin = 'seed';

-- name: seed_skill_aliases
-- Other names of skills of the seed files.
INSERT INTO skill_alias (skill_id, alias, match)
SELECT skill_id, alias, match FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(skill_id text, alias text, match text)
ON CONFLICT (alias) DO UPDATE SET skill_id = excluded.skill_id, match = excluded.match, origin = 'seed';

-- name: seed_skill_dimensions
-- Dimensions of skills of the seed files.
INSERT INTO skill_dimension (skill_id, dimension_id)
SELECT skill_id, dimension_id FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(skill_id text, dimension_id text)
ON CONFLICT (skill_id, dimension_id) DO UPDATE SET origin = 'seed';

-- name: seed_gone_role_aliases
-- Titles that the files hold no longer.
DELETE FROM role_alias k USING jsonb_to_recordset(%(rows)s::jsonb) AS r(role_id int, normalised text)
WHERE k.role_id = r.role_id AND k.normalised = r.normalised AND k.origin = 'seed';

-- name: seed_gone_role_kras
-- KRAs that the files hold no longer.
DELETE FROM role_kra k USING jsonb_to_recordset(%(rows)s::jsonb) AS r(role_id int, kra text)
WHERE k.role_id = r.role_id AND k.kra = r.kra AND k.origin = 'seed';

-- name: seed_gone_role_skills
-- Skills of roles that the files hold no longer.
DELETE FROM role_skill k USING jsonb_to_recordset(%(rows)s::jsonb) AS r(role_id int, skill_id text)
WHERE k.role_id = r.role_id AND k.skill_id = r.skill_id AND k.origin = 'seed';

-- name: seed_gone_role_dimensions
-- Dimensions of roles that the files hold no longer.
DELETE FROM role_dimension k USING jsonb_to_recordset(%(rows)s::jsonb) AS r(role_id int, dimension_id text)
WHERE k.role_id = r.role_id AND k.dimension_id = r.dimension_id AND k.origin = 'seed';

-- name: seed_gone_skill_aliases
-- Other names of skills that the files hold no longer.
DELETE FROM skill_alias k USING jsonb_to_recordset(%(rows)s::jsonb) AS r(alias text)
WHERE k.alias = r.alias AND k.origin = 'seed';

-- name: seed_gone_skill_dimensions
-- Dimensions of skills that the files hold no longer.
DELETE FROM skill_dimension k USING jsonb_to_recordset(%(rows)s::jsonb) AS r(skill_id text, dimension_id text)
WHERE k.skill_id = r.skill_id AND k.dimension_id = r.dimension_id AND k.origin = 'seed';

-- name: seed_gone_skills
-- Skills that the files hold no longer.
DELETE FROM skill k USING jsonb_to_recordset(%(rows)s::jsonb) AS r(skill_id text)
WHERE k.skill_id = r.skill_id AND k.origin = 'seed';

-- name: seed_told
-- What a load left out, and the changes of admins that it builds on.
UPDATE library_change SET left_out = %(left_out)s::text[], builds_on = %(builds_on)s::bigint[]
WHERE change_id = %(change_id)s;

-- name: import_record
-- Provenance of an import.
INSERT INTO library_import (source, version, licence, attribution, file_sha256, library_version)
VALUES (%(source)s, %(version)s, %(licence)s, %(attribution)s, %(file_sha256)s, %(library_version)s);

-- name: import_clear_role_aliases
-- Titles that the import before brought: the new file gives them anew.
DELETE FROM role_alias WHERE origin LIKE %(own)s;

-- name: import_clear_role_kras
-- KRAs that the import before brought.
DELETE FROM role_kra WHERE origin LIKE %(own)s;

-- name: import_clear_role_skills
-- Skills of roles that the import before brought.
DELETE FROM role_skill WHERE origin LIKE %(own)s;

-- name: import_clear_skill_aliases
-- Aliases of skills that the import before brought.
DELETE FROM skill_alias WHERE origin LIKE %(own)s;

-- name: import_clear_skill_parents
-- Parents that the import before gave: one of them may be gone.
UPDATE skill SET parent = NULL WHERE origin LIKE %(own)s AND parent IS NOT NULL;

-- name: import_roles
-- Roles of a taxonomy.
INSERT INTO role (role_id, slug, display_name, role_family, archetype, origin)
SELECT role_id, slug, display_name, role_family, archetype, %(origin)s
FROM jsonb_to_recordset(%(rows)s::jsonb)
     AS r(role_id int, slug text, display_name text, role_family text, archetype text)
ON CONFLICT (role_id) DO UPDATE SET slug = excluded.slug, display_name = excluded.display_name,
    role_family = excluded.role_family, archetype = excluded.archetype, origin = excluded.origin;

-- name: import_crosswalk
-- Which role each occupation is; a code that a release leaves out keeps its role for the next.
INSERT INTO imported_role (source, code, role_id)
SELECT %(source)s, code, role_id FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(code text, role_id int)
ON CONFLICT (source, code) DO UPDATE SET role_id = excluded.role_id;

-- name: import_role_aliases
-- Titles of a taxonomy.
INSERT INTO role_alias (role_id, alias, normalised, collision, origin)
SELECT role_id, alias, normalised, collision, %(origin)s
FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(role_id int, alias text, normalised text, collision boolean)
ON CONFLICT (role_id, normalised) DO NOTHING;

-- name: import_role_kras
-- Tasks of a taxonomy.
INSERT INTO role_kra (role_id, kra, origin)
SELECT role_id, kra, %(origin)s FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(role_id int, kra text)
ON CONFLICT (role_id, kra) DO NOTHING;

-- name: import_skills
-- Skills of a taxonomy; parents follow once all are there.
INSERT INTO skill (skill_id, name, category, sub_category, skill_nature, volatility, typical_lifespan,
                   version_strategy, maturity, match, origin)
SELECT skill_id, name, category, sub_category, skill_nature, volatility, typical_lifespan, version_strategy, maturity,
       match, %(origin)s
FROM jsonb_to_recordset(%(rows)s::jsonb)
     AS r(skill_id text, name text, category text, sub_category text, skill_nature text, volatility text,
          typical_lifespan text, version_strategy text, maturity text, match text)
ON CONFLICT (skill_id) DO UPDATE SET name = excluded.name, category = excluded.category,
    sub_category = excluded.sub_category, skill_nature = excluded.skill_nature, volatility = excluded.volatility,
    typical_lifespan = excluded.typical_lifespan, version_strategy = excluded.version_strategy,
    maturity = excluded.maturity, match = excluded.match, origin = excluded.origin;

-- name: import_skill_parents
-- The broader skill of each skill that has one.
UPDATE skill s SET parent = r.parent
FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(skill_id text, parent text) WHERE s.skill_id = r.skill_id;

-- name: import_skill_aliases
-- Alternative names of skills.
INSERT INTO skill_alias (skill_id, alias, match, origin)
SELECT skill_id, alias, match, %(origin)s
FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(skill_id text, alias text, match text)
ON CONFLICT (alias) DO NOTHING;

-- name: import_role_skills
-- Skills that occupations ask for.
INSERT INTO role_skill (role_id, skill_id, weight, origin)
SELECT role_id, skill_id, weight, %(origin)s
FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(role_id int, skill_id text, weight int)
ON CONFLICT (role_id, skill_id) DO NOTHING;

-- name: import_drop_unused_skills
-- Skills that an import before brought and this one does not, unless something hangs on them.
DELETE FROM skill s WHERE s.origin LIKE %(own)s AND s.skill_id <> ALL (%(kept)s::text[])
    AND NOT EXISTS (SELECT FROM skill k WHERE k.parent = s.skill_id)
    AND NOT EXISTS (SELECT FROM skill_alias k WHERE k.skill_id = s.skill_id)
    AND NOT EXISTS (SELECT FROM role_skill k WHERE k.skill_id = s.skill_id)
    AND NOT EXISTS (SELECT FROM skill_dimension k WHERE k.skill_id = s.skill_id);

-- name: approve_roles
-- Roles that an admin approved.
INSERT INTO role (role_id, slug, display_name, role_family, archetype, origin)
SELECT role_id, slug, display_name, role_family, archetype, 'review'
FROM jsonb_to_recordset(%(rows)s::jsonb)
     AS r(role_id int, slug text, display_name text, role_family text, archetype text);

-- name: approve_role_aliases
-- Titles of roles.
INSERT INTO role_alias (role_id, alias, normalised, collision, origin)
SELECT role_id, alias, normalised, collision, 'review'
FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(role_id int, alias text, normalised text, collision boolean)
ON CONFLICT (role_id, normalised) DO NOTHING;

-- name: approve_alias_collisions
-- Titles that several roles have by an admin's leave are known collisions on each of them.
UPDATE role_alias SET collision = true WHERE normalised = ANY(%(normalised)s::text[]) AND NOT collision;

-- name: approve_role_kras
-- KRAs of roles.
INSERT INTO role_kra (role_id, kra, origin)
SELECT role_id, kra, 'review' FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(role_id int, kra text)
ON CONFLICT (role_id, kra) DO NOTHING;

-- name: approve_role_sub_roles
-- Specialisations of roles.
INSERT INTO role_sub_role (role_id, sub_role, normalised, origin)
SELECT role_id, sub_role, normalised, 'review'
FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(role_id int, sub_role text, normalised text)
ON CONFLICT (role_id, normalised) DO NOTHING;

-- name: approve_role_skills
-- Skills of roles; one that the role has keeps its weight.
INSERT INTO role_skill (role_id, skill_id, weight, origin)
SELECT role_id, skill_id, weight, 'review'
FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(role_id int, skill_id text, weight int)
ON CONFLICT (role_id, skill_id) DO NOTHING;

-- name: approve_role_dimensions
-- Dimensions of roles.
INSERT INTO role_dimension (role_id, dimension_id, origin)
SELECT role_id, dimension_id, 'review' FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(role_id int, dimension_id text)
ON CONFLICT (role_id, dimension_id) DO NOTHING;

-- name: approve_skills
-- Skills that an admin approved.
INSERT INTO skill (skill_id, name, category, sub_category, skill_nature, volatility, typical_lifespan,
                   version_strategy, maturity, parent, match, origin)
SELECT skill_id, name, category, sub_category, skill_nature, volatility, typical_lifespan, version_strategy, maturity,
       parent, match, 'review'
FROM jsonb_to_recordset(%(rows)s::jsonb)
     AS r(skill_id text, name text, category text, sub_category text, skill_nature text, volatility text,
          typical_lifespan text, version_strategy text, maturity text, parent text, match text);

-- name: approve_skill_aliases
-- Other names of skills.
INSERT INTO skill_alias (skill_id, alias, match, origin)
SELECT skill_id, alias, match, 'review'
FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(skill_id text, alias text, match text)
ON CONFLICT (alias) DO NOTHING;

-- name: approve_skill_dimensions
-- Dimensions of skills.
INSERT INTO skill_dimension (skill_id, dimension_id, origin)
SELECT skill_id, dimension_id, 'review' FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(skill_id text, dimension_id text)
ON CONFLICT (skill_id, dimension_id) DO NOTHING;

-- name: merge_role_skill_weights
-- Where a role asks for both skills, it asks for the one that stays as much as for either.
UPDATE role_skill t SET weight = o.weight, origin = 'review' FROM role_skill o
WHERE t.skill_id = %(into)s AND o.skill_id = %(skill_id)s AND o.role_id = t.role_id AND o.weight > t.weight;

-- name: merge_role_skills
-- Roles that ask for the skill that goes ask for the one that stays. The seed files do not say so: it is the review's.
UPDATE role_skill o SET skill_id = %(into)s, origin = 'review' WHERE skill_id = %(skill_id)s
    AND NOT EXISTS (SELECT FROM role_skill t WHERE t.skill_id = %(into)s AND t.role_id = o.role_id);

-- name: merge_skill_dimensions
-- The skill that stays lies where the one that goes lay, too.
UPDATE skill_dimension o SET skill_id = %(into)s, origin = 'review' WHERE skill_id = %(skill_id)s
    AND NOT EXISTS (SELECT FROM skill_dimension t WHERE t.skill_id = %(into)s AND t.dimension_id = o.dimension_id);

-- name: merge_skill_aliases
-- Names of the skill that goes are names of the one that stays.
UPDATE skill_alias SET skill_id = %(into)s, origin = 'review' WHERE skill_id = %(skill_id)s;

-- name: merge_skill_parents
-- Skills below the one that goes lie below the one that stays, which itself takes the other's place.
UPDATE skill s SET parent = CASE WHEN s.skill_id = %(into)s THEN nullif(o.parent, %(into)s) ELSE %(into)s END
FROM skill o WHERE o.skill_id = %(skill_id)s AND s.parent = o.skill_id;

-- name: merge_observed_skill_dimensions
-- What runs observed of the skill that goes, they observed of the one that stays.
UPDATE observed_skill_dimension o SET skill_id = %(into)s WHERE skill_id = %(skill_id)s
    AND NOT EXISTS (SELECT FROM observed_skill_dimension t
                    WHERE t.skill_id = %(into)s AND t.run_id = o.run_id AND t.dimension_id = o.dimension_id);

-- name: merge_skill_alias
-- The name of the skill that goes; where it was never to be looked for, other skills must stand beside it.
INSERT INTO skill_alias (alias, skill_id, match, origin)
SELECT name, %(into)s, CASE match WHEN 'never' THEN 'context' ELSE match END, 'review'
FROM skill WHERE skill_id = %(skill_id)s
ON CONFLICT (alias) DO NOTHING;

-- name: merge_skill_delete
-- The skill that goes, with those of its links that the one that stays has too.
DELETE FROM skill WHERE skill_id = %(skill_id)s;

-- name: merge_note
-- Which skill of the library a change let take the place of which.
UPDATE library_change SET merged_skill = %(skill_id)s, merged_into = %(into)s WHERE change_id = %(change_id)s;

-- name: settle_proposals
-- What an admin made of proposals.
UPDATE proposal SET status = %(status)s, follows = NULL WHERE proposal_id = ANY(%(proposal_ids)s::bigint[]);

-- name: settle_role_drafts
-- What an admin made of draft roles.
UPDATE role_draft SET status = %(status)s WHERE draft_id = ANY(%(draft_ids)s::bigint[]);

-- name: undo_slugs_later
-- Two roles may swap their slugs back: uniqueness is looked at when all rows are as they were.
SELECT defer_slugs();

-- name: undo_rows
-- The rows of a change as they were before it; gives those that are no longer as the change left them.
SELECT kept_table, kept_key FROM restore_library_rows(%(change_id)s::bigint);

-- name: undo_proposals
-- Proposals as they were before a change. One that is gone comes back if it had been settled: that is remembered. They
-- are found by what they propose: one that went and was taught again has another id.
INSERT INTO proposal (proposal_id, kind, role_id, key, label, detail, status, created_at, follows)
OVERRIDING SYSTEM VALUE
SELECT r.proposal_id, r.kind, r.role_id, r.key, r.label, r.detail, r.status, r.created_at, r.follows
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
