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

-- name: seed_role_sub_roles
-- Specialisations of roles of the seed files.
INSERT INTO role_sub_role (role_id, sub_role, normalised)
SELECT role_id, sub_role, normalised
FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(role_id int, sub_role text, normalised text)
ON CONFLICT (role_id, normalised) DO UPDATE SET sub_role = excluded.sub_role, origin = 'seed';

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

-- name: seed_merge_role_skill_weights
-- Where an admin let a role ask for a skill that the files merge, it asks as much for the one that it goes to.
UPDATE role_skill t SET weight = o.weight, origin = o.origin
FROM role_skill o JOIN jsonb_to_recordset(%(rows)s::jsonb) AS r(skill_id text, merged_into text) USING (skill_id)
WHERE t.skill_id = r.merged_into AND o.role_id = t.role_id AND o.origin <> 'seed' AND o.weight > t.weight;

-- name: seed_merge_role_skills
-- Links that seed files did not bring go to the skill that theirs is merged into.
UPDATE role_skill o SET skill_id = r.merged_into
FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(skill_id text, merged_into text)
WHERE o.skill_id = r.skill_id AND o.origin <> 'seed'
    AND NOT EXISTS (SELECT FROM role_skill t WHERE t.skill_id = r.merged_into AND t.role_id = o.role_id);

-- name: seed_merge_skill_dimensions
-- So do dimensions,
UPDATE skill_dimension o SET skill_id = r.merged_into
FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(skill_id text, merged_into text)
WHERE o.skill_id = r.skill_id AND o.origin <> 'seed'
    AND NOT EXISTS (SELECT FROM skill_dimension t WHERE t.skill_id = r.merged_into AND t.dimension_id = o.dimension_id);

-- name: seed_merge_skill_aliases
-- names
UPDATE skill_alias o SET skill_id = r.merged_into
FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(skill_id text, merged_into text)
WHERE o.skill_id = r.skill_id AND o.origin <> 'seed';

-- name: seed_merge_skill_parents
-- and skills below it.
UPDATE skill s SET parent = nullif(r.merged_into, s.skill_id)
FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(skill_id text, merged_into text)
WHERE s.parent = r.skill_id;

-- name: seed_merge_observed_skill_dimensions
-- What runs observed of a skill that the files merge, they observed of the one that it goes to.
UPDATE observed_skill_dimension o SET skill_id = r.merged_into
FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(skill_id text, merged_into text)
WHERE o.skill_id = r.skill_id
    AND NOT EXISTS (SELECT FROM observed_skill_dimension t
                    WHERE t.skill_id = r.merged_into AND t.run_id = o.run_id AND t.dimension_id = o.dimension_id);

-- name: seed_merged_hold
-- What the ids of merged skills mean.
INSERT INTO skill_merged (skill_id, name, merged_into)
SELECT skill_id, name, merged_into
FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(skill_id text, name text, merged_into text)
ON CONFLICT (skill_id) DO UPDATE SET name = excluded.name, merged_into = excluded.merged_into;

-- name: seed_gone_role_aliases
-- Titles that the files hold no longer.
DELETE FROM role_alias k USING jsonb_to_recordset(%(rows)s::jsonb) AS r(role_id int, normalised text)
WHERE k.role_id = r.role_id AND k.normalised = r.normalised AND k.origin = 'seed';

-- name: seed_gone_role_kras
-- KRAs that the files hold no longer.
DELETE FROM role_kra k USING jsonb_to_recordset(%(rows)s::jsonb) AS r(role_id int, kra text)
WHERE k.role_id = r.role_id AND k.kra = r.kra AND k.origin = 'seed';

-- name: seed_gone_role_sub_roles
-- Specialisations that the files hold no longer.
DELETE FROM role_sub_role k USING jsonb_to_recordset(%(rows)s::jsonb) AS r(role_id int, normalised text)
WHERE k.role_id = r.role_id AND k.normalised = r.normalised AND k.origin = 'seed';

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
