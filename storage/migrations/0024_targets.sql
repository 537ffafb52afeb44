-- Tables of targets by place, every version as its document sets it: how many units of a level reach a standard.

CREATE TABLE target_document (
    id {id},
    unit {int} NOT NULL REFERENCES unit (id),
    version {int} NOT NULL CHECK (version > 0),
    digest {text} NOT NULL,
    title {text} NOT NULL,
    number {text} NOT NULL,
    file_name {text} NOT NULL,
    dated_on {text} NOT NULL,
    floor {int},
    average {text},
    recorded_at {int} NOT NULL,
    UNIQUE (unit, version)
) {strict};

-- base_year: by whose end the result was reached; by_year: by whose end result and plan together are to be.
CREATE TABLE target_line (
    document {int} NOT NULL REFERENCES target_document (id),
    level {text} NOT NULL,
    standard {text} NOT NULL,
    position {int} NOT NULL,
    title {text} NOT NULL,
    base_year {int},
    by_year {int},
    PRIMARY KEY (document, level, standard)
) {keyed};

CREATE TABLE target_figure (
    document {int} NOT NULL,
    level {text} NOT NULL,
    standard {text} NOT NULL,
    unit {int} NOT NULL REFERENCES unit (id),
    position {int} NOT NULL,
    result {int} NOT NULL CHECK (result >= 0),
    planned {int} NOT NULL CHECK (planned >= 0),
    PRIMARY KEY (document, level, standard, unit),
    FOREIGN KEY (document, level, standard) REFERENCES target_line (document, level, standard)
) {keyed};
CREATE INDEX target_figure_of_unit ON target_figure (unit);
