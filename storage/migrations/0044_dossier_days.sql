-- The year and the last good days of a dossier as a person or a list of villages sets them, by the step that did; what a roadmap sets
-- stands in its entries. source: what set them, where it was a file.
CREATE TABLE dossier_days (
    dossier {int} NOT NULL,
    step {int} NOT NULL,
    year {int},
    first_by {text},
    second_by {text},
    source {text} NOT NULL DEFAULT '',
    PRIMARY KEY (dossier, step),
    FOREIGN KEY (dossier, step) REFERENCES dossier_step (dossier, number)
) {keyed};

-- only sqlite
CREATE TRIGGER dossier_days_are_not_changed BEFORE UPDATE ON dossier_days BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER dossier_days_are_not_deleted BEFORE DELETE ON dossier_days BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- only postgresql
CREATE TRIGGER dossier_days_are_not_changed BEFORE UPDATE OR DELETE ON dossier_days
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
