-- Requests about personal data, each with its clocks. The texts are cleared when the person is erased or they grow old.

-- answer_by, finish_by: the last good days; finish_by as it is after an extension. …_by NULL: by the command line.
CREATE TABLE data_request (
    id {id},
    person {int} NOT NULL REFERENCES person (id),
    kind {text} NOT NULL CHECK (kind IN ('access', 'correction', 'restriction', 'objection', 'erasure')),
    body {text} NOT NULL,
    at {int} NOT NULL,
    answer_by {text} NOT NULL,
    finish_by {text} NOT NULL,
    answer {text} NOT NULL DEFAULT '',
    answered_at {int},
    answered_by {int} REFERENCES person (id),
    extension_reason {text} NOT NULL DEFAULT '',
    extended_at {int},
    extended_by {int} REFERENCES person (id),
    outcome {text} NOT NULL DEFAULT '',
    done_at {int},
    done_by {int} REFERENCES person (id)
) {strict};
CREATE INDEX data_request_person ON data_request (person);
CREATE INDEX data_request_open ON data_request (finish_by) WHERE done_at IS NULL;
