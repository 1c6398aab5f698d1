-- name: review_stamp
-- Changes whenever a card may be another one: with proposals, their sightings, reposts, and the library.
SELECT (SELECT coalesce(max(change_id), 0) FROM library_change),
       (SELECT count(*) FROM proposal),
       (SELECT coalesce(sum(hashtextextended(concat_ws(' ', proposal_id, status, label), 0)), 0) FROM proposal),
       (SELECT coalesce(sum(hashtextextended(concat_ws(' ', proposal_id, run_id), 0)), 0) FROM proposal_sighting),
       (SELECT count(*) FROM repost WHERE group_id <> run_id);
