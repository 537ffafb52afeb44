-- Which report a statement of money spent came in with; withdrawn_at: since then it counts no more, because the report was taken back or
-- sent again with other figures. The statement itself stays.
CREATE TABLE report_statement (
    spent {int} PRIMARY KEY REFERENCES money_spent (id),
    report {int} NOT NULL REFERENCES report (id),
    withdrawn_at {int}
) {strict};
CREATE INDEX report_statement_of_report ON report_statement (report);
