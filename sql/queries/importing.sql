-- name: import_newest
-- What was last imported of a source.
SELECT file_sha256, library_version FROM library_import WHERE source = %(source)s
ORDER BY library_version DESC LIMIT 1;

-- name: import_sources
-- The newest import of each source.
SELECT DISTINCT ON (source) source, version, licence, attribution, file_sha256, imported_at, library_version
FROM library_import ORDER BY source, library_version DESC;

-- name: import_held_roles
-- All roles, and whether a taxonomy brought them.
SELECT r.role_id, r.slug, EXISTS (SELECT FROM library_import i WHERE r.origin = i.source || '-' || i.version)
FROM role r;

-- name: import_held_titles
-- Titles that are not of this source.
SELECT normalised, array_agg(role_id) FROM role_alias WHERE origin NOT LIKE %(own)s GROUP BY normalised;

-- name: import_held_codes
-- The role of each occupation at the last import.
SELECT code, role_id FROM imported_role WHERE source = %(source)s;

-- name: import_own_skills
-- Ids of the skills that earlier imports of this source brought: decisions name them, so they stay.
SELECT lower(name), skill_id FROM skill WHERE origin LIKE %(own)s;

-- name: import_held_skills
-- Names and aliases that are not of this source, also those that an admin gave to one of its skills: what was merged
-- into it stays so. A name comes after an alias, and so wins.
SELECT lower(name), skill_id, place = 0 FROM (
    SELECT name, skill_id, 0 AS place FROM skill WHERE origin NOT LIKE %(own)s
    UNION ALL
    SELECT alias, skill_id, 1 FROM skill_alias WHERE origin NOT LIKE %(own)s
) held ORDER BY place DESC, skill_id DESC;
