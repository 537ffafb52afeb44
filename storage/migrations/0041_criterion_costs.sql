-- What a unit says it still takes to meet a criterion. A version is never changed; the newest of a criterion counts.

-- person NULL: out of a document, whose name stands in source.
CREATE TABLE criterion_cost (
    id {id},
    unit {int} NOT NULL REFERENCES unit (id),
    set_id {text} NOT NULL,
    criterion {text} NOT NULL,
    version {int} NOT NULL CHECK (version > 0),
    said_on {text} NOT NULL,
    person {int} REFERENCES person (id),
    source {text} NOT NULL DEFAULT '',
    recorded_at {int} NOT NULL,
    UNIQUE (unit, set_id, criterion, version),
    CHECK ((person IS NULL) = (source <> ''))
) {strict};

-- The rows of a version, as a plan has them. amount: đồng still needed.
CREATE TABLE criterion_cost_row (
    cost {int} NOT NULL REFERENCES criterion_cost (id),
    position {int} NOT NULL CHECK (position > 0),
    content {text} NOT NULL DEFAULT '',
    volume {text} NOT NULL DEFAULT '',
    amount {int} NOT NULL CHECK (amount >= 0),
    money_from {text} NOT NULL DEFAULT '',
    responsible {text} NOT NULL DEFAULT '',
    ends_on {text},
    PRIMARY KEY (cost, position)
) {keyed};
