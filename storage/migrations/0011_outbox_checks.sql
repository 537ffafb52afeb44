-- The outbox is written twice for every answer. SQLite builds a list of more than two words anew for every row written
-- and every check or partial index that has one, which cost half the row. What is unfinished has no finished_at.

-- only sqlite
CREATE TABLE outbox_2 (
    id {id},
    channel {text} NOT NULL,
    address {text} NOT NULL,
    kind {text} NOT NULL CHECK (
        kind = 'answer' OR kind = 'notice' OR kind = 'reminder' OR kind = 'digest' OR kind = 'receipt' OR kind = 'file'
    ),
    priority {int} NOT NULL,
    body {bytes},
    key {text},
    revision {int},
    state {text} NOT NULL CHECK (
        state = 'queued' OR state = 'sending' OR state = 'sent' OR state = 'retrying' OR state = 'failed'
        OR state = 'blocked' OR state = 'superseded' OR state = 'skipped' OR state = 'unknown'
    ),
    attempts {int} NOT NULL DEFAULT 0,
    next_at {int} NOT NULL,
    leased_by {text},
    leased_until {int},
    created_at {int} NOT NULL,
    finished_at {int},
    message_id {text},
    error {text},
    guard {text} NOT NULL DEFAULT '',
    CHECK ((leased_by IS NULL) = (leased_until IS NULL)),
    CHECK (state <> 'sending' OR leased_by IS NOT NULL),
    CHECK (leased_by IS NULL OR finished_at IS NULL),
    CHECK ((state = 'queued' OR state = 'sending' OR state = 'retrying') = (finished_at IS NULL)),
    CHECK (body IS NOT NULL OR finished_at IS NOT NULL)
) {strict};
INSERT INTO outbox_2 (id, channel, address, kind, priority, body, key, revision, state, attempts, next_at, leased_by,
    leased_until, created_at, finished_at, message_id, error, guard)
SELECT id, channel, address, kind, priority, body, key, revision, state, attempts, next_at, leased_by,
    leased_until, created_at, finished_at, message_id, error, guard
FROM outbox;
DROP TABLE outbox;
ALTER TABLE outbox_2 RENAME TO outbox;
CREATE UNIQUE INDEX outbox_key ON outbox (key) WHERE key IS NOT NULL;
CREATE INDEX outbox_bodies ON outbox (finished_at) WHERE body IS NOT NULL AND finished_at IS NOT NULL;

-- only postgresql
DROP INDEX outbox_unfinished;
DROP INDEX outbox_chat;
DROP INDEX outbox_trouble;

-- on both
-- everything unfinished, in the order in which it leaves
CREATE INDEX outbox_unfinished ON outbox (priority, id) WHERE finished_at IS NULL;
-- the order within a chat
CREATE INDEX outbox_chat ON outbox (channel, address, id) WHERE finished_at IS NULL;
-- what ended in trouble, found without reading what was sent
CREATE INDEX outbox_trouble ON outbox (finished_at) WHERE state = 'failed' OR state = 'blocked' OR state = 'unknown';
