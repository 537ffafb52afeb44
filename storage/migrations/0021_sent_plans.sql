-- Files of plans that admins sent in the chat: fetched and read outside the turn, shown, and imported when confirmed.

-- reference: by which the channel gives the bytes. said: what the file would change, what it changed, or why it could not be read.
CREATE TABLE sent_plan (
    id {id},
    person {int} NOT NULL REFERENCES person (id),
    channel {text} NOT NULL,
    unit {int} NOT NULL REFERENCES unit (id),
    unit_name {text} NOT NULL,
    reference {text} NOT NULL,
    name {text} NOT NULL,
    state {text} NOT NULL CHECK (state IN ('sent', 'ready', 'confirmed', 'done', 'failed', 'dropped')),
    said {text} NOT NULL DEFAULT '',
    tries {int} NOT NULL DEFAULT 0,
    try_at {int} NOT NULL,
    recorded_at {int} NOT NULL
) {strict};
CREATE INDEX sent_plan_person ON sent_plan (person, id);
CREATE INDEX sent_plan_due ON sent_plan (try_at) WHERE state = 'sent' OR state = 'confirmed';
