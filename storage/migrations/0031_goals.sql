-- Goals of a province or district: every version of every paper that sets some, and what is known of each, by day.

CREATE TABLE goal_document (
    id {id},
    unit {int} NOT NULL REFERENCES unit (id),
    source {text} NOT NULL,
    version {int} NOT NULL CHECK (version > 0),
    digest {text} NOT NULL,
    title {text} NOT NULL,
    number {text} NOT NULL,
    party {int} NOT NULL CHECK (party IN (0, 1)),
    file_name {text} NOT NULL,
    dated_on {text} NOT NULL,
    day_known {int} NOT NULL CHECK (day_known IN (0, 1)),
    recorded_at {int} NOT NULL,
    UNIQUE (unit, source, version)
) {strict};

-- What a unit calls a goal by, in every version and every paper.
CREATE TABLE goal (
    unit {int} NOT NULL REFERENCES unit (id),
    code {int} NOT NULL CHECK (code > 0),
    matter {text} NOT NULL,
    PRIMARY KEY (unit, code),
    UNIQUE (unit, matter)
) {keyed};

-- Figures are decimals as text. whole, base_whole: out of how many. parent: the code of the goal that it is a part of.
CREATE TABLE goal_target (
    document {int} NOT NULL REFERENCES goal_document (id),
    code {int} NOT NULL,
    position {int} NOT NULL,
    name {text} NOT NULL,
    kind {text} NOT NULL,
    bound {text} NOT NULL,
    by_year {int} NOT NULL,
    target {text},
    upto {text},
    whole {int},
    grade {text} NOT NULL,
    measure {text} NOT NULL,
    speaks_of {text} NOT NULL,
    falls {int} NOT NULL CHECK (falls IN (0, 1)),
    of_level {int} NOT NULL CHECK (of_level IN (0, 1)),
    base_year {int},
    base_value {text},
    base_whole {int},
    base_day {text},
    parent {int},
    owner {text} NOT NULL,
    quote {text} NOT NULL,
    place {text} NOT NULL,
    PRIMARY KEY (document, code)
) {keyed};

CREATE TABLE goal_interim (
    document {int} NOT NULL,
    code {int} NOT NULL,
    year {int} NOT NULL,
    value {text} NOT NULL,
    PRIMARY KEY (document, code, year),
    FOREIGN KEY (document, code) REFERENCES goal_target (document, code)
) {keyed};

-- What is known of a goal on a day; of one day the row recorded last counts.
CREATE TABLE goal_value (
    id {id},
    unit {int} NOT NULL,
    code {int} NOT NULL,
    day {text} NOT NULL,
    value {text},
    whole {int},
    grade {text} NOT NULL,
    estimate {int} NOT NULL CHECK (estimate IN (0, 1)),
    source {text} NOT NULL,
    recorded_at {int} NOT NULL,
    FOREIGN KEY (unit, code) REFERENCES goal (unit, code)
) {strict};
CREATE INDEX goal_value_of_goal ON goal_value (unit, code, day);
