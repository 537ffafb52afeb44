-- By which reporting rule a dossier's checklist is filled in and sent. What has none is handed in on paper.

CREATE TABLE dossier_rule (
    dossier {int} NOT NULL PRIMARY KEY REFERENCES dossier (id),
    rule {int} NOT NULL REFERENCES reporting_rule (id),
    recorded_at {int} NOT NULL
) {strict};
CREATE INDEX dossier_of_rule ON dossier_rule (rule);
