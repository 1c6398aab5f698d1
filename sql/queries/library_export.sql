-- name: export_roles
-- Roles as their seed file has them.
SELECT role_id, slug, display_name, role_family, archetype FROM role ORDER BY role_id;

-- name: export_role_aliases
-- Titles of roles.
SELECT r.slug, a.alias, a.collision FROM role_alias a JOIN role r USING (role_id) ORDER BY role_id, a.normalised;

-- name: export_role_kras
-- KRAs of roles, in the order in which they came.
SELECT r.slug, k.kra FROM role_kra k JOIN role r USING (role_id) ORDER BY role_id, k.kra_id;

-- name: export_role_sub_roles
-- Specialisations of roles.
SELECT r.slug, s.sub_role, s.normalised FROM role_sub_role s JOIN role r USING (role_id) ORDER BY role_id, s.normalised;

-- name: export_role_skills
-- Skills that roles ask for.
SELECT r.slug, s.name AS skill, l.weight FROM role_skill l JOIN role r USING (role_id) JOIN skill s USING (skill_id)
ORDER BY role_id, s.skill_id;

-- name: export_role_dimensions
-- Dimensions in which roles lie.
SELECT r.slug, l.dimension_id AS dimension FROM role_dimension l JOIN role r USING (role_id)
ORDER BY role_id, l.dimension_id;

-- name: export_dimensions
-- Dimensions.
SELECT dimension_id, name, description FROM dimension ORDER BY dimension_id;

-- name: export_skills
-- Skills with their dimensions, and their other names with the rule by which each is found.
SELECT s.*,
       ARRAY(SELECT d.dimension_id FROM skill_dimension d WHERE d.skill_id = s.skill_id ORDER BY 1) AS dimensions,
       ARRAY(SELECT ARRAY[a.alias, a.match] FROM skill_alias a WHERE a.skill_id = s.skill_id ORDER BY a.alias) AS aliases
FROM skill s ORDER BY s.skill_id;

-- name: export_merged_skills
-- Skills that seed files merged into others.
SELECT skill_id, name, merged_into FROM skill_merged ORDER BY skill_id;
