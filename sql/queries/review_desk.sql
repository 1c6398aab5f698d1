-- name: review_claim_take
-- A desk claims the proposals of a card, but for those that another desk claimed and has not let go.
INSERT INTO review_claim AS c (proposal_id, holder, reviewer, expires_at)
SELECT p.proposal_id, %(holder)s, %(reviewer)s, now() + make_interval(secs => %(seconds)s)
FROM proposal p WHERE p.proposal_id = ANY(%(proposal_ids)s::bigint[]) ORDER BY p.proposal_id
ON CONFLICT (proposal_id) DO UPDATE
SET holder = excluded.holder, reviewer = excluded.reviewer, expires_at = excluded.expires_at
WHERE c.holder = excluded.holder OR c.expires_at < now();

-- name: review_claim_let_go
-- A desk looks at one card at a time.
DELETE FROM review_claim
WHERE (holder = %(holder)s OR expires_at < now()) AND proposal_id <> ALL(%(proposal_ids)s::bigint[]);

-- name: review_claims
-- What other desks look at.
SELECT proposal_id, reviewer, expires_at FROM review_claim WHERE holder <> %(holder)s AND expires_at >= now();

-- name: review_pass_on
-- A reviewer leaves proposals to others.
INSERT INTO review_pass (proposal_id, reviewer)
SELECT proposal_id, %(reviewer)s FROM proposal WHERE proposal_id = ANY(%(proposal_ids)s::bigint[])
ON CONFLICT (proposal_id, reviewer) DO UPDATE SET passed_at = now();

-- name: review_passed
-- The proposals that a reviewer left to others.
SELECT proposal_id FROM review_pass WHERE reviewer = %(reviewer)s;

-- name: review_passes_take_back
-- A reviewer wants to see again what they passed on.
DELETE FROM review_pass WHERE reviewer = %(reviewer)s;

-- name: review_since
-- What a reviewer decided since a moment, and how many stored decisions that changed. An undone decision counts no more.
SELECT count(*), coalesce(sum(e.postings), 0), count(*) FILTER (WHERE e.change_id IS NULL AND EXISTS (
           SELECT FROM library_change_net n WHERE n.change_id = c.change_id AND n.in_library))
FROM library_change c LEFT JOIN review_effect e USING (change_id)
WHERE c.actor = %(reviewer)s AND c.made_at >= %(since)s AND c.undone_by IS NULL
    AND c.action IN ('approve', 'merge', 'reject');

-- name: review_effect_keep
-- How many stored decisions a change makes otherwise.
INSERT INTO review_effect (change_id, postings) VALUES (%(change_id)s, %(postings)s)
ON CONFLICT (change_id) DO UPDATE SET postings = excluded.postings;

-- name: review_decided_since_check
-- How many cards a reviewer decided since the last known answer.
SELECT count(*) FROM library_change
WHERE actor = %(reviewer)s AND action IN ('approve', 'merge', 'reject')
    AND made_at > coalesce((SELECT max(answered_at) FROM review_check WHERE reviewer = %(reviewer)s), '-infinity');

-- name: review_known_answer
-- A proposal that others settled, that still is so, and that this reviewer was not asked about: the next one in an order
-- that differs from reviewer to reviewer. Only those that one change settled alone, so that taking it back asks the same.
SELECT p.proposal_id, c.change_id, c.action
FROM proposal p JOIN proposal_settled s USING (proposal_id) JOIN library_change c USING (change_id)
WHERE p.kind IN ('skill', 'alias', 'sub_role') AND p.status <> 'pending' AND p.follows IS NULL
    AND c.action IN ('approve', 'merge', 'reject') AND c.actor <> %(reviewer)s AND c.undone_by IS NULL
    AND EXISTS (SELECT FROM proposal_sighting g WHERE g.proposal_id = p.proposal_id)
    AND NOT EXISTS (SELECT FROM review_check k
                    WHERE k.proposal_id = ANY(c.proposal_ids) AND k.reviewer = %(reviewer)s)
    AND NOT EXISTS (SELECT FROM review_pass x WHERE x.proposal_id = p.proposal_id AND x.reviewer = %(reviewer)s)
ORDER BY md5(p.proposal_id || %(reviewer)s) LIMIT 1;

-- name: review_check_keep
-- How a reviewer met a known answer.
INSERT INTO review_check (proposal_id, reviewer, expected, answer, seconds)
VALUES (%(proposal_id)s, %(reviewer)s, %(expected)s, %(answer)s, %(seconds)s)
ON CONFLICT (proposal_id, reviewer) DO NOTHING;

-- name: review_reviewers
-- Each reviewer's decisions, and how they met known answers.
SELECT reviewer, coalesce(d.decided, 0), coalesce(d.approved, 0), coalesce(d.merged, 0), coalesce(d.rejected, 0),
       coalesce(d.undone, 0), d.newest, coalesce(k.asked, 0), coalesce(k.agreed, 0), coalesce(k.waved, 0),
       coalesce(k.bad, 0), k.pace
FROM (SELECT actor AS reviewer, count(*) AS decided, count(*) FILTER (WHERE action = 'approve') AS approved,
             count(*) FILTER (WHERE action = 'merge') AS merged, count(*) FILTER (WHERE action = 'reject') AS rejected,
             count(*) FILTER (WHERE undone_by IS NOT NULL) AS undone, max(made_at) AS newest
      FROM library_change WHERE action IN ('approve', 'merge', 'reject') GROUP BY actor) d
FULL JOIN (SELECT reviewer, count(*) AS asked, count(*) FILTER (WHERE answer = expected) AS agreed,
                  count(*) FILTER (WHERE expected <> 'approve' AND answer = 'approve') AS waved,
                  count(*) FILTER (WHERE expected <> 'approve') AS bad,
                  percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS pace
           FROM review_check GROUP BY reviewer) k USING (reviewer)
ORDER BY 2 DESC, 1;
