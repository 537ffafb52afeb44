-- An answer is written for every turn. As with the outbox (0011): SQLite builds a list of more than two words anew for
-- every row that is written.

-- only sqlite
CREATE TABLE answer_2 (
    report {int} NOT NULL REFERENCES report (id),
    indicator {text} NOT NULL,
    version {int} NOT NULL CHECK (version > 0),
    state {text} NOT NULL CHECK (
        state = 'met' OR state = 'unstable' OR state = 'not_met' OR state = 'not_applicable' OR state = 'not_reported'
    ),
    value {text},
    numerator {int},
    denominator {int},
    choice {text} NOT NULL DEFAULT '',
    as_of {text},
    nature {text} CHECK (nature IN ('official', 'estimate')),
    reason {text} NOT NULL DEFAULT '',
    source {text} NOT NULL DEFAULT '',
    unchanged {int} NOT NULL DEFAULT 0 CHECK (unchanged IN (0, 1)),
    person {int} NOT NULL REFERENCES person (id),
    channel {text} NOT NULL,
    recorded_at {int} NOT NULL,
    PRIMARY KEY (report, indicator, version),
    CHECK ((numerator IS NULL) = (denominator IS NULL)),
    CHECK (numerator IS NULL OR value IS NOT NULL)
) {keyed};
INSERT INTO answer_2 SELECT * FROM answer;
DROP TABLE answer;
ALTER TABLE answer_2 RENAME TO answer;
