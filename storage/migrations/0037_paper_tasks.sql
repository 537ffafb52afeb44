-- Tasks that papers give, every version of a paper, and by which paper each is reported done.

-- What a unit calls a task by, in every version.
CREATE TABLE paper_task (
    unit {int} NOT NULL REFERENCES unit (id),
    code {int} NOT NULL CHECK (code > 0),
    matter {text} NOT NULL,
    PRIMARY KEY (unit, code),
    UNIQUE (unit, matter)
) {keyed};

-- number, who, due: in the paper's words, empty where it says nothing.
CREATE TABLE paper_task_text (
    document {int} NOT NULL REFERENCES goal_document (id),
    code {int} NOT NULL,
    position {int} NOT NULL,
    number {text} NOT NULL,
    body {text} NOT NULL,
    who {text} NOT NULL,
    due {text} NOT NULL,
    place {text} NOT NULL,
    PRIMARY KEY (document, code)
) {keyed};

CREATE TABLE paper_task_done (
    id {id},
    unit {int} NOT NULL,
    code {int} NOT NULL,
    paper_number {text} NOT NULL,
    paper_day {text} NOT NULL,
    recorded_at {int} NOT NULL,
    FOREIGN KEY (unit, code) REFERENCES paper_task (unit, code)
) {strict};
CREATE INDEX paper_task_done_of_task ON paper_task_done (unit, code);
