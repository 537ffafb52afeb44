-- When a unit's digests go, where it is not the usual hours: weekday 0 is Monday, hours as HH:MM, several with a blank between.
CREATE TABLE digest_hours (
    unit {int} PRIMARY KEY REFERENCES unit (id),
    weekday {int} NOT NULL CHECK (weekday BETWEEN 0 AND 6),
    manager_at {text} NOT NULL,
    group_at {text} NOT NULL,
    daily_at {text} NOT NULL
) {strict};

-- Who has said whether they want a unit's digests; a manager who has said nothing gets them, an observer does not.
CREATE TABLE digest_subscription (
    person {int} NOT NULL REFERENCES person (id),
    unit {int} NOT NULL REFERENCES unit (id),
    wanted {int} NOT NULL CHECK (wanted IN (0, 1)),
    at {int} NOT NULL,
    PRIMARY KEY (person, unit)
) {keyed};
