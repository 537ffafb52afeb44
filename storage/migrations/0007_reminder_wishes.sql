-- What people have said about being reminded: again at that time; no longer in charge; away, somebody else instead; late, because of this, by that day.
-- Nothing is overwritten: what no longer holds is ended and stays.

CREATE TABLE snooze (
    id {id},
    person {int} NOT NULL REFERENCES person (id),
    unit {int} NOT NULL REFERENCES unit (id),
    rule {int} NOT NULL REFERENCES reporting_rule (id),
    period {text} NOT NULL,
    remind_at {int} NOT NULL,
    recorded_at {int} NOT NULL,
    ended_at {int}
) {strict};
CREATE UNIQUE INDEX snooze_now ON snooze (person, unit, rule, period) WHERE ended_at IS NULL;
CREATE INDEX snooze_due ON snooze (remind_at) WHERE ended_at IS NULL;

-- The role goes on; whoever says so is only not reminded of the unit's reports.
CREATE TABLE not_in_charge (
    id {id},
    person {int} NOT NULL REFERENCES person (id),
    unit {int} NOT NULL REFERENCES unit (id),
    recorded_at {int} NOT NULL,
    ended_at {int}
) {strict};
CREATE UNIQUE INDEX not_in_charge_now ON not_in_charge (unit, person) WHERE ended_at IS NULL;

-- Both days included. substitute: who is reminded instead; NULL: nobody.
CREATE TABLE absence (
    id {id},
    person {int} NOT NULL REFERENCES person (id),
    unit {int} NOT NULL REFERENCES unit (id),
    substitute {int} REFERENCES person (id),
    first_day {text} NOT NULL,
    last_day {text} NOT NULL,
    recorded_at {int} NOT NULL,
    ended_at {int},
    CHECK (first_day <= last_day),
    CHECK (substitute <> person)
) {strict};
CREATE UNIQUE INDEX absence_now ON absence (unit, person) WHERE ended_at IS NULL;

CREATE TABLE promised_day (
    id {id},
    unit {int} NOT NULL REFERENCES unit (id),
    rule {int} NOT NULL REFERENCES reporting_rule (id),
    period {text} NOT NULL,
    promised_on {text} NOT NULL,
    reason {text} NOT NULL,
    person {int} NOT NULL REFERENCES person (id),
    recorded_at {int} NOT NULL,
    superseded_at {int}
) {strict};
CREATE UNIQUE INDEX promised_day_now ON promised_day (unit, rule, period) WHERE superseded_at IS NULL;
CREATE INDEX promised_day_due ON promised_day (promised_on) WHERE superseded_at IS NULL;
