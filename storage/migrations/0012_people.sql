-- Whose account rests, what was handed over to whom, and codes by which a person adds a channel.

-- While it lasts the roles are kept, but nothing that the person does counts and nothing is sent to them.
CREATE TABLE suspension (
    id {id},
    person {int} NOT NULL REFERENCES person (id),
    suspended_by {int} REFERENCES person (id),
    recorded_at {int} NOT NULL,
    ended_by {int} REFERENCES person (id),
    ended_at {int}
) {strict};
CREATE UNIQUE INDEX suspension_now ON suspension (person) WHERE ended_at IS NULL;

-- Who took a role over from whom: what somebody is told who still has a form of that unit open.
CREATE TABLE handover (
    id {id},
    giver {int} NOT NULL REFERENCES person (id),
    successor {int} NOT NULL REFERENCES person (id),
    unit {int} NOT NULL REFERENCES unit (id),
    role {text} NOT NULL,
    post {text} NOT NULL,
    handed_by {int} REFERENCES person (id),
    on_day {text} NOT NULL,
    recorded_at {int} NOT NULL,
    CHECK (giver <> successor)
) {strict};
CREATE INDEX handover_giver ON handover (giver, unit, id);
