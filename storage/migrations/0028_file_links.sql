-- Links by which somebody on a channel without files fetches one: what the file is named by, never what is in it.

CREATE TABLE link_key (
    one {int} PRIMARY KEY CHECK (one = 1),
    key {text} NOT NULL
) {keyed};

CREATE TABLE file_link (
    id {id},
    person {int} NOT NULL REFERENCES person (id),
    recipe {text} NOT NULL,
    made_at {int} NOT NULL,
    until {int} NOT NULL,
    opened {int} NOT NULL DEFAULT 0 CHECK (opened >= 0)
) {strict};
CREATE INDEX file_link_until ON file_link (until);
CREATE INDEX file_link_person ON file_link (person);
