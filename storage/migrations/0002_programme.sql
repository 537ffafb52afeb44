-- The programme as data: units, criteria sets, plans, who judges what, who owes which report.
--
-- Days (`…_on`, valid_from, valid_to) are ISO text, which compares as it stands: valid from the first day on, up to the day before
-- valid_to; '0001-01-01' and '9999-12-31' mean "always". Moments (`…_at`) are UTC milliseconds. Nothing is overwritten: a fact is
-- ended or superseded, so it can be read as of a day (valid) and as known at a moment (recorded_at, superseded_at).

CREATE TABLE unit (
    id {id},
    kind {text} NOT NULL,
    name {text} NOT NULL CHECK (name <> ''),
    folded {text} NOT NULL,
    region {text},
    valid_from {text} NOT NULL DEFAULT '0001-01-01',
    valid_to {text} NOT NULL DEFAULT '9999-12-31',
    recorded_at {int} NOT NULL,
    CHECK (valid_from < valid_to)
) {strict};

CREATE INDEX unit_by_name ON unit (folded);

CREATE TABLE unit_parent (
    id {id},
    unit {int} NOT NULL REFERENCES unit (id),
    parent {int} NOT NULL REFERENCES unit (id),
    valid_from {text} NOT NULL DEFAULT '0001-01-01',
    valid_to {text} NOT NULL DEFAULT '9999-12-31',
    recorded_at {int} NOT NULL,
    superseded_at {int},
    CHECK (unit <> parent),
    CHECK (valid_from < valid_to)
) {strict};

CREATE INDEX unit_parent_above ON unit_parent (unit);
CREATE INDEX unit_parent_below ON unit_parent (parent);
CREATE UNIQUE INDEX unit_parent_one ON unit_parent (unit, valid_from) WHERE superseded_at IS NULL;

CREATE TABLE unit_alias (
    unit {int} NOT NULL REFERENCES unit (id),
    name {text} NOT NULL CHECK (name <> ''),
    folded {text} NOT NULL,
    recorded_at {int} NOT NULL,
    PRIMARY KEY (unit, folded)
) {keyed};

CREATE INDEX unit_alias_by_name ON unit_alias (folded);

CREATE TABLE unit_succession (
    predecessor {int} NOT NULL REFERENCES unit (id),
    successor {int} NOT NULL REFERENCES unit (id),
    kind {text} NOT NULL CHECK (kind IN ('merged', 'split', 'renamed')),
    on_day {text} NOT NULL,
    source {text} NOT NULL DEFAULT '',
    recorded_at {int} NOT NULL,
    PRIMARY KEY (predecessor, successor),
    CHECK (predecessor <> successor)
) {keyed};

-- body: the file as it was loaded; (id, version) never changes. origin: 'shipped' with the program, or a 'file' of the operator.
CREATE TABLE criteria_set (
    id {text} NOT NULL,
    version {int} NOT NULL CHECK (version > 0),
    digest {text} NOT NULL,
    origin {text} NOT NULL CHECK (origin IN ('shipped', 'file')),
    level {text} NOT NULL,
    title {text} NOT NULL,
    valid_from {text} NOT NULL,
    valid_to {text} NOT NULL DEFAULT '9999-12-31',
    body {text} NOT NULL,
    recorded_at {int} NOT NULL,
    PRIMARY KEY (id, version)
) {strict};

-- One version of a unit's plan under one criteria set. digest: of what was read, so another file of the same content is no change.
CREATE TABLE plan (
    id {id},
    unit {int} NOT NULL REFERENCES unit (id),
    set_id {text} NOT NULL,
    set_version {int} NOT NULL,
    version {int} NOT NULL CHECK (version > 0),
    digest {text} NOT NULL,
    title {text} NOT NULL,
    number {text} NOT NULL,
    file_name {text} NOT NULL,
    dated_on {text} NOT NULL,
    recorded_at {int} NOT NULL,
    UNIQUE (unit, set_id, version),
    FOREIGN KEY (set_id, set_version) REFERENCES criteria_set (id, version)
) {strict};

CREATE TABLE plan_row (
    plan {int} NOT NULL REFERENCES plan (id),
    unit {int} NOT NULL REFERENCES unit (id),
    position {int} NOT NULL,
    PRIMARY KEY (plan, unit)
) {keyed};

CREATE INDEX plan_row_of_unit ON plan_row (unit);

CREATE TABLE plan_cell (
    plan {int} NOT NULL,
    unit {int} NOT NULL,
    criterion {text} NOT NULL,
    met {int} NOT NULL CHECK (met IN (0, 1)),
    target_year {int},
    PRIMARY KEY (plan, unit, criterion),
    FOREIGN KEY (plan, unit) REFERENCES plan_row (plan, unit),
    CHECK (met = 0 OR target_year IS NULL)
) {keyed};

-- The year by whose end a commune shall be recognised ('ntm', 'nang_cao', …); kept: recognised already and to be kept.
CREATE TABLE plan_target (
    plan {int} NOT NULL,
    unit {int} NOT NULL,
    standard {text} NOT NULL,
    year {int},
    kept {int} NOT NULL CHECK (kept IN (0, 1)),
    PRIMARY KEY (plan, unit, standard),
    FOREIGN KEY (plan, unit) REFERENCES plan_row (plan, unit)
) {keyed};

-- Which office judges an indicator in the communes below a unit.
CREATE TABLE indicator_owner (
    id {id},
    unit {int} NOT NULL REFERENCES unit (id),
    set_id {text} NOT NULL,
    indicator {text} NOT NULL,
    office {int} NOT NULL REFERENCES unit (id),
    source {text} NOT NULL,
    plan {int} REFERENCES plan (id),
    valid_from {text} NOT NULL,
    valid_to {text} NOT NULL DEFAULT '9999-12-31',
    recorded_at {int} NOT NULL,
    superseded_at {int},
    CHECK (valid_from < valid_to)
) {strict};

CREATE UNIQUE INDEX indicator_owner_once ON indicator_owner (unit, set_id, indicator, office, valid_from)
    WHERE superseded_at IS NULL;
CREATE INDEX indicator_owner_of_office ON indicator_owner (office);

-- A rule keeps its number through all its versions: reports name it. Of two versions valid from the same day the later one counts;
-- one version ends where the next begins.
CREATE TABLE reporting_rule (
    id {id},
    unit {int} NOT NULL REFERENCES unit (id),
    code {text} NOT NULL,
    UNIQUE (unit, code)
) {strict};

CREATE TABLE reporting_rule_version (
    rule {int} NOT NULL REFERENCES reporting_rule (id),
    version {int} NOT NULL CHECK (version > 0),
    title {text} NOT NULL,
    owes {text} NOT NULL,
    form {text} NOT NULL CHECK (form IN ('criteria', 'office')),
    set_id {text},
    span {text} NOT NULL CHECK (span IN ('half_year', 'year')),
    operator {text} NOT NULL CHECK (operator IN ('before', 'until')),
    due_month {int} NOT NULL CHECK (due_month BETWEEN 1 AND 12),
    due_day {int} NOT NULL CHECK (due_day BETWEEN 1 AND 31),
    via {text} NOT NULL DEFAULT '',
    source {text} NOT NULL DEFAULT '',
    lock_days {int} NOT NULL CHECK (lock_days > 0),
    plan {int} REFERENCES plan (id),
    valid_from {text} NOT NULL,
    valid_to {text} NOT NULL DEFAULT '9999-12-31',
    recorded_at {int} NOT NULL,
    PRIMARY KEY (rule, version),
    CHECK (valid_from < valid_to)
) {strict};
