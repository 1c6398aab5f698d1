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
