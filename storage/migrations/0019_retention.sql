-- Files of evidence whose bytes were destroyed when they were over their time; their rows stay, with their digests.
CREATE TABLE destroyed_file (
    evidence {int} NOT NULL,
    number {int} NOT NULL,
    at {int} NOT NULL,
    PRIMARY KEY (evidence, number)
) {keyed};
