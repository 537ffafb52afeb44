-- Figures of goals that came in with a report; they count until it is taken back.

CREATE TABLE report_goal_value (
    value {int} NOT NULL REFERENCES goal_value (id),
    report {int} NOT NULL REFERENCES report (id),
    withdrawn_at {int},
    PRIMARY KEY (value)
) {keyed};
CREATE INDEX report_goal_value_of_report ON report_goal_value (report);
