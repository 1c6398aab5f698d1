-- name: skill_cards_put
-- Keeps what the library says of skills; what is there already stays.
INSERT INTO skill_card (card_id, card)
SELECT * FROM unnest(%(card_ids)b::text[], %(cards)b::text[]::jsonb[])
ON CONFLICT DO NOTHING;
