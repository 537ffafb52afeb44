-- Reports owed weekly, monthly, quarterly, half-yearly, yearly or once; when they are reminded of; what a tick remembers.

-- cycle, due_…: see ReportingRule. only_units: ids with a blank between; '' all units of the level. remind_…: days from the last good
-- day, blanks between. grace_days: so long after it a report still counts as in time.
CREATE TABLE reporting_rule_version_2 (
    rule {int} NOT NULL REFERENCES reporting_rule (id),
    version {int} NOT NULL CHECK (version > 0),
    title {text} NOT NULL,
    owes {text} NOT NULL,
    only_units {text} NOT NULL DEFAULT '',
    form {text} NOT NULL CHECK (form IN ('criteria', 'office', 'questions')),
    set_id {text},
    cycle {text} NOT NULL CHECK (cycle IN ('year', 'half_year', 'quarter', 'month', 'week', 'once')),
    span {text} NOT NULL CHECK (span IN ('half_year', 'year', 'cycle')),
    operator {text} NOT NULL CHECK (operator IN ('before', 'until')),
    due_year {int},
    due_month {int} NOT NULL CHECK (due_month BETWEEN 0 AND 12),
    due_day {int} NOT NULL CHECK (due_day BETWEEN 0 AND 31),
    due_shift {int} NOT NULL DEFAULT 0 CHECK (due_shift BETWEEN -12 AND 12),
    remind_before {text} NOT NULL,
    remind_after {text} NOT NULL,
    remind_every {int} NOT NULL CHECK (remind_every >= 0),
    via {text} NOT NULL DEFAULT '',
    source {text} NOT NULL DEFAULT '',
    grace_days {int} NOT NULL DEFAULT 0 CHECK (grace_days >= 0),
    lock_days {int} NOT NULL CHECK (lock_days > 0),
    plan {int} REFERENCES plan (id),
    valid_from {text} NOT NULL,
    valid_to {text} NOT NULL DEFAULT '9999-12-31',
    recorded_at {int} NOT NULL,
    PRIMARY KEY (rule, version),
    CHECK (valid_from < valid_to),
    CHECK ((cycle = 'once') = (due_year IS NOT NULL)),
    CHECK ((cycle IN ('year', 'once')) = (due_month > 0)),
    CHECK (cycle <> 'week' OR due_day BETWEEN 1 AND 7)
) {strict};
INSERT INTO reporting_rule_version_2 (rule, version, title, owes, form, set_id, cycle, span, operator, due_month, due_day,
    remind_before, remind_after, remind_every, via, source, lock_days, plan, valid_from, valid_to, recorded_at)
SELECT rule, version, title, owes, form, set_id, 'year', span, operator, due_month, due_day,
    '30 14 7 3 1 0', '1 3', 7, via, source, lock_days, plan, valid_from, valid_to, recorded_at
FROM reporting_rule_version;
DROP TABLE reporting_rule_version;
ALTER TABLE reporting_rule_version_2 RENAME TO reporting_rule_version;

-- only sqlite
CREATE TRIGGER reporting_rule_version_insert_stamps AFTER INSERT ON reporting_rule_version BEGIN UPDATE programme_stamp SET stamp = random(); END;
CREATE TRIGGER reporting_rule_version_update_stamps AFTER UPDATE ON reporting_rule_version BEGIN UPDATE programme_stamp SET stamp = random(); END;
CREATE TRIGGER reporting_rule_version_delete_stamps AFTER DELETE ON reporting_rule_version BEGIN UPDATE programme_stamp SET stamp = random(); END;
-- only postgresql
CREATE TRIGGER reporting_rule_version_stamps AFTER INSERT OR UPDATE OR DELETE ON reporting_rule_version FOR EACH STATEMENT EXECUTE FUNCTION stamp_programme();
-- on both

-- What must still be so when the row is about to leave: keys of reports with a blank between, of which one at least is still owed.
ALTER TABLE outbox ADD COLUMN guard {text} NOT NULL DEFAULT '';

-- One row. ticked_until: everything due up to then has become rows. stopped_at: since when nothing scheduled leaves, by an admin's word.
CREATE TABLE schedule (
    id {int} PRIMARY KEY CHECK (id = 1),
    ticked_until {int} NOT NULL,
    stopped_at {int}
) {strict};
