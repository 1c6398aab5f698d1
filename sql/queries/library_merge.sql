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
