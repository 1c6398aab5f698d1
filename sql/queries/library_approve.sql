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
