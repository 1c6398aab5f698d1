-- name: review_proposals
-- Every proposal of some kinds, settled ones too, with what its pipeline stage was sure of (null for skills).
SELECT p.proposal_id, p.kind, p.role_id, r.slug, p.key, p.label, p.status,
       coalesce(p.detail ->> 'confidence', p.detail ->> 'best_kra_similarity')::float8 AS certainty
FROM proposal p LEFT JOIN role r USING (role_id)
WHERE p.kind = ANY(%(kinds)s::text[])
ORDER BY p.proposal_id;

-- name: review_sightings
-- Every sighting behind the proposals of a status, with the first place that shows it. What counts as one posting is
-- said here and nowhere else: cards count distinct `posting`, which is a group of reposts.
SELECT s.proposal_id, s.run_id::text, g.group_id::text AS posting, s.employer, s.is_primary,
       (s.evidence #>> '{0,start}')::int, (s.evidence #>> '{0,end}')::int, s.evidence #>> '{0,section}',
       (s.detail ->> 'sureness')::float8
FROM proposal_sighting s JOIN proposal p USING (proposal_id) JOIN posting_group g USING (run_id)
WHERE p.kind = ANY(%(kinds)s::text[]) AND p.status = %(status)s
ORDER BY s.proposal_id, s.run_id;

-- name: review_proposal
-- Kind and status of one proposal.
SELECT kind, status FROM proposal WHERE proposal_id = %(proposal_id)s;

-- name: review_passages
-- The words of postings at some places and around them; a place without offsets has the posting's first words.
SELECT g.run_id::text, p.title,
       coalesce(substr(p.payload ->> 'text', greatest(g.first - %(around)s, 0) + 1, g.first - greatest(g.first - %(around)s, 0)), ''),
       coalesce(substr(p.payload ->> 'text', g.first + 1, g.last - g.first), ''),
       coalesce(substr(p.payload ->> 'text', g.last + 1, %(around)s), left(p.payload ->> 'text', %(lead)s), '')
FROM unnest(%(run_ids)s::uuid[], %(firsts)s::int[], %(lasts)s::int[]) WITH ORDINALITY AS g(run_id, first, last, place)
JOIN posting p USING (run_id)
ORDER BY g.place;
