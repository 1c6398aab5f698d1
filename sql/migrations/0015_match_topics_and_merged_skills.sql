-- A spelling of several senses may be bound to a topic that the posting speaks of: 'topic:llm'.

ALTER TABLE skill DROP CONSTRAINT skill_match_check;
ALTER TABLE skill ADD CONSTRAINT skill_match_check
    CHECK (match IN ('', 'cased', 'context', 'never') OR match ~ '^topic:[a-z-]+$');
ALTER TABLE skill_alias DROP CONSTRAINT skill_alias_match_check;
ALTER TABLE skill_alias ADD CONSTRAINT skill_alias_match_check
    CHECK (match IN ('', 'cased', 'context') OR match ~ '^topic:[a-z-]+$');
COMMENT ON COLUMN skill.match IS 'How the name may be found in text: empty = any case, cased = exact case, '
    'context = exact case and beside other skills, topic:NAME = where the posting speaks of a topic, '
    'never = by its aliases only';

CREATE TABLE skill_merged (
    skill_id    text PRIMARY KEY,
    name        text NOT NULL,
    merged_into text NOT NULL
);
COMMENT ON TABLE skill_merged IS 'Skills of earlier seed files that later ones merged into others: what their ids mean now';
