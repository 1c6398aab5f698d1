-- name: library_lock
-- Serialises everything that changes the library or writes what runs teach it, until the transaction ends.
SELECT pg_advisory_xact_lock(hashtext('jd.library'));

-- name: library_version_current
-- The newest version, and the checksum of the seed files that were loaded last: other changes may have come after.
SELECT version, (SELECT checksum FROM library_version WHERE checksum IS NOT NULL ORDER BY version DESC LIMIT 1)
FROM library_version ORDER BY version DESC LIMIT 1;

-- name: library_checksum_known
-- A row where seed files of this checksum were loaded at any time.
SELECT version FROM library_version WHERE checksum = %(checksum)s LIMIT 1;

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

-- name: seed_skill_parents_clear
-- Parents that the seed before gave: the files give them anew, and one of them may be gone.
UPDATE skill SET parent = NULL WHERE origin = 'seed' AND parent IS NOT NULL;

-- name: seed_skills
-- Skills of the seed files in place of those of the seed before; one stays on which a row of an admin or import hangs.
WITH given AS (
    SELECT * FROM jsonb_to_recordset(%(rows)s::jsonb)
             AS r(skill_id text, name text, category text, sub_category text, skill_nature text, volatility text,
                  typical_lifespan text, version_strategy text, maturity text, parent text, match text)
), gone AS (
    DELETE FROM skill s WHERE origin = 'seed'
        AND NOT EXISTS (SELECT FROM given g WHERE g.skill_id = s.skill_id)
        AND NOT EXISTS (SELECT FROM skill k WHERE k.parent = s.skill_id AND k.origin <> 'seed')
        AND NOT EXISTS (SELECT FROM skill_alias k WHERE k.skill_id = s.skill_id AND k.origin <> 'seed')
        AND NOT EXISTS (SELECT FROM role_skill k WHERE k.skill_id = s.skill_id AND k.origin <> 'seed')
        AND NOT EXISTS (SELECT FROM skill_dimension k WHERE k.skill_id = s.skill_id AND k.origin <> 'seed')
)
INSERT INTO skill (skill_id, name, category, sub_category, skill_nature, volatility, typical_lifespan,
                   version_strategy, maturity, parent, match)
SELECT skill_id, name, category, sub_category, skill_nature, volatility, typical_lifespan,
       version_strategy, maturity, nullif(parent, ''), match
FROM given
ON CONFLICT (skill_id) DO UPDATE SET name = excluded.name, category = excluded.category,
    sub_category = excluded.sub_category, skill_nature = excluded.skill_nature, volatility = excluded.volatility,
    typical_lifespan = excluded.typical_lifespan, version_strategy = excluded.version_strategy,
    maturity = excluded.maturity, parent = excluded.parent, match = excluded.match, origin = 'seed';

-- name: seed_role_aliases
-- Aliases of the seed files in place of those of the seed before; an alias an admin approved stays.
WITH given AS (
    SELECT * FROM jsonb_to_recordset(%(rows)s::jsonb)
             AS r(role_id int, alias text, normalised text, collision boolean)
), gone AS (
    DELETE FROM role_alias a WHERE origin = 'seed'
        AND NOT EXISTS (SELECT FROM given g WHERE g.role_id = a.role_id AND g.normalised = a.normalised)
)
INSERT INTO role_alias (role_id, alias, normalised, collision)
SELECT role_id, alias, normalised, collision FROM given
ON CONFLICT (role_id, normalised) DO UPDATE
SET alias = excluded.alias, collision = excluded.collision, origin = 'seed';

-- name: seed_role_kras
-- KRAs of the seed files in place of those of the seed before.
WITH given AS (
    SELECT * FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(role_id int, kra text)
), gone AS (
    DELETE FROM role_kra k WHERE origin = 'seed'
        AND NOT EXISTS (SELECT FROM given g WHERE g.role_id = k.role_id AND g.kra = k.kra)
)
INSERT INTO role_kra (role_id, kra) SELECT role_id, kra FROM given
ON CONFLICT (role_id, kra) DO UPDATE SET origin = 'seed';

-- name: seed_role_skills
-- Skills of roles of the seed files in place of those of the seed before.
WITH given AS (
    SELECT * FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(role_id int, skill_id text, weight int)
), gone AS (
    DELETE FROM role_skill s WHERE origin = 'seed'
        AND NOT EXISTS (SELECT FROM given g WHERE g.role_id = s.role_id AND g.skill_id = s.skill_id)
)
INSERT INTO role_skill (role_id, skill_id, weight) SELECT role_id, skill_id, max(weight) FROM given GROUP BY 1, 2
ON CONFLICT (role_id, skill_id) DO UPDATE SET weight = excluded.weight, origin = 'seed';

-- name: seed_role_dimensions
-- Dimensions of roles of the seed files in place of those of the seed before.
WITH given AS (
    SELECT * FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(role_id int, dimension_id text)
), gone AS (
    DELETE FROM role_dimension d WHERE origin = 'seed'
        AND NOT EXISTS (SELECT FROM given g WHERE g.role_id = d.role_id AND g.dimension_id = d.dimension_id)
)
INSERT INTO role_dimension (role_id, dimension_id) SELECT DISTINCT role_id, dimension_id FROM given
ON CONFLICT (role_id, dimension_id) DO UPDATE SET origin = 'seed';

-- name: seed_skill_aliases
-- Aliases of skills of the seed files in place of those of the seed before.
WITH given AS (
    SELECT * FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(skill_id text, alias text, match text)
), gone AS (
    DELETE FROM skill_alias a WHERE origin = 'seed'
        AND NOT EXISTS (SELECT FROM given g WHERE g.alias = a.alias)
)
INSERT INTO skill_alias (skill_id, alias, match) SELECT skill_id, alias, match FROM given
ON CONFLICT (alias) DO UPDATE SET skill_id = excluded.skill_id, match = excluded.match, origin = 'seed';

-- name: seed_skill_dimensions
-- Dimensions of skills of the seed files in place of those of the seed before.
WITH given AS (
    SELECT * FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(skill_id text, dimension_id text)
), gone AS (
    DELETE FROM skill_dimension d WHERE origin = 'seed'
        AND NOT EXISTS (SELECT FROM given g WHERE g.skill_id = d.skill_id AND g.dimension_id = d.dimension_id)
)
INSERT INTO skill_dimension (skill_id, dimension_id) SELECT skill_id, dimension_id FROM given
ON CONFLICT (skill_id, dimension_id) DO UPDATE SET origin = 'seed';

-- name: library_roles
-- All roles, by id.
SELECT role_id, slug, display_name, role_family, archetype FROM role ORDER BY role_id;

-- name: library_role_aliases
-- All aliases of roles.
SELECT role_id, alias, normalised, collision FROM role_alias ORDER BY role_id, normalised;

-- name: library_role_kras
-- All KRAs.
SELECT role_id, kra FROM role_kra ORDER BY role_id, kra_id;

-- name: library_role_skills
-- All skills of roles with their weight.
SELECT role_id, skill_id, weight FROM role_skill ORDER BY role_id, skill_id;

-- name: library_role_dimensions
-- All curated dimensions of roles.
SELECT role_id, dimension_id FROM role_dimension ORDER BY role_id, dimension_id;

-- name: library_dimensions
-- All dimensions.
SELECT dimension_id, name FROM dimension ORDER BY dimension_id;

-- name: library_skills
-- All skills with typing, aliases and dimensions.
SELECT s.skill_id, s.name, s.category, s.sub_category, s.skill_nature, s.volatility, s.typical_lifespan,
       s.version_strategy, s.maturity, s.parent, s.match,
       coalesce(a.aliases, '[]'::jsonb) AS aliases, coalesce(d.dimensions, '{}') AS dimensions
FROM skill s
LEFT JOIN (SELECT skill_id, jsonb_agg(jsonb_build_array(alias, match) ORDER BY alias) AS aliases
           FROM skill_alias GROUP BY skill_id) a USING (skill_id)
LEFT JOIN (SELECT skill_id, array_agg(dimension_id ORDER BY dimension_id) AS dimensions
           FROM skill_dimension GROUP BY skill_id) d USING (skill_id)
ORDER BY s.skill_id;
