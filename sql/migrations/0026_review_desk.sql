-- Who looks at which proposals, what they passed on, and how known answers were met.

CREATE TABLE review_claim (
    proposal_id bigint PRIMARY KEY REFERENCES proposal ON DELETE CASCADE,
    holder      text NOT NULL,          -- name and session: two windows of one person are two desks
    reviewer    text NOT NULL,
    expires_at  timestamptz NOT NULL
);
COMMENT ON TABLE review_claim IS 'A card that somebody looks at is not offered to others until the claim expires; it '
    'hinders nobody: settling is guarded by the state of the proposals themselves';

CREATE TABLE review_pass (
    proposal_id bigint NOT NULL REFERENCES proposal ON DELETE CASCADE,
    reviewer    text NOT NULL,
    passed_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (proposal_id, reviewer)
);
COMMENT ON TABLE review_pass IS 'Cards that a reviewer left to others: no review, and last in that reviewer''s queue';

CREATE TABLE review_check (
    check_id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    proposal_id bigint NOT NULL REFERENCES proposal ON DELETE CASCADE,
    reviewer    text NOT NULL,
    expected    text NOT NULL CHECK (expected IN ('approve', 'merge', 'reject')),
    answer      text NOT NULL CHECK (answer IN ('approve', 'merge', 'reject')),
    seconds     float8,                 -- from the card's page to the answer
    answered_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (proposal_id, reviewer)
);
COMMENT ON TABLE review_check IS 'Settled proposals that were put before a reviewer once more, unmarked';

CREATE TABLE review_effect (
    change_id bigint PRIMARY KEY REFERENCES library_change ON DELETE CASCADE,
    postings  int NOT NULL
);
COMMENT ON TABLE review_effect IS 'How many stored decisions a change made otherwise, where the console worked it out';
