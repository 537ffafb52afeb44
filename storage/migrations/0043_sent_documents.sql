-- Any kind of document can be sent in the chat; names in it that must be explained are asked one by one.

ALTER TABLE sent_plan ADD COLUMN kind {text} NOT NULL DEFAULT 'plan';
UPDATE sent_plan SET kind = 'criteria' WHERE lower(name) LIKE '%.toml';

-- candidates, elsewhere: titles, one a line. answer: one of the candidates, '0' a new unit, '' nobody has said.
CREATE TABLE sent_plan_name (
    plan {int} NOT NULL REFERENCES sent_plan (id),
    number {int} NOT NULL CHECK (number > 0),
    writing {text} NOT NULL,
    place {text} NOT NULL,
    candidates {text} NOT NULL,
    elsewhere {text} NOT NULL,
    may_be_new {int} NOT NULL CHECK (may_be_new IN (0, 1)),
    answer {text} NOT NULL DEFAULT '',
    PRIMARY KEY (plan, number)
) {keyed};
