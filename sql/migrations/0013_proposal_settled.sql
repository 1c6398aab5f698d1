-- Which change settled a proposal: one place to ask, for review and for loads of seed files.

-- A proposal is known by what it proposes: one that went and was taught again has another id than the change names.
CREATE VIEW proposal_settled AS
SELECT p.proposal_id, max(c.change_id) AS change_id
FROM proposal p
JOIN library_change_row r ON r.table_name = 'proposal' AND (p.kind, p.key) = (r.after ->> 'kind', r.after ->> 'key')
    AND p.role_id IS NOT DISTINCT FROM (r.after ->> 'role_id')::int
JOIN library_change c USING (change_id)
WHERE c.undone_by IS NULL AND c.action <> 'undo'
GROUP BY p.proposal_id;
COMMENT ON VIEW proposal_settled IS 'The newest change with effect that settled each proposal';
