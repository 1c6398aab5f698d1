-- name: library_version_current
-- The newest version, and the checksum of the seed files that were loaded last: other changes may have come after.
SELECT version, (SELECT checksum FROM library_version WHERE checksum IS NOT NULL ORDER BY version DESC LIMIT 1)
FROM library_version ORDER BY version DESC LIMIT 1;

-- name: library_checksum_known
-- A row where seed files of this checksum were loaded at any time.
SELECT version FROM library_version WHERE checksum = %(checksum)s LIMIT 1;

-- name: library_roles
-- All roles, by id, with whether a taxonomy brought it.
SELECT role_id, slug, display_name, role_family, archetype,
       EXISTS (SELECT FROM library_import i WHERE role.origin = i.source || '-' || i.version)
FROM role ORDER BY role_id;

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

-- name: library_role_sub_roles
-- All approved specialisations of roles.
SELECT role_id, normalised FROM role_sub_role ORDER BY role_id, normalised;

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

-- name: library_merged_skills
-- Ids of merged skills, each with the skill that it means now.
SELECT m.skill_id, m.merged_into FROM skill_merged m JOIN skill s ON s.skill_id = m.merged_into;

-- name: library_evidence_model
-- The archives of the model in force, if any.
SELECT m.archives FROM evidence_model_in_force JOIN evidence_model m USING (model_id);
