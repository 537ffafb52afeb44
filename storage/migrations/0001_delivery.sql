-- What arrives, where each conversation stands, what must leave, and who did what.

-- Keys of updates already taken: the same update again changes nothing. No texts.
CREATE TABLE inbox (
    channel {text} NOT NULL,
    update_key {text} NOT NULL,
    kind {text} NOT NULL,
    received_at {int} NOT NULL,
    PRIMARY KEY (channel, update_key)
) {keyed};
CREATE INDEX inbox_received ON inbox (received_at);

-- One conversation with one chat. person is no foreign key: people come with a later file.
CREATE TABLE session (
    channel {text} NOT NULL,
    address {text} NOT NULL,
    person {int},
    language {text} NOT NULL,
    state {text} NOT NULL,
    revision {int} NOT NULL CHECK (revision >= 0),
    screen_message {text},
    blocked {int} NOT NULL DEFAULT 0 CHECK (blocked IN (0, 1)),
    updated_at {int} NOT NULL,
    PRIMARY KEY (channel, address)
) {strict};
CREATE INDEX session_person ON session (person) WHERE person IS NOT NULL;

-- What must leave. key: at most once for ever. revision: of the session's screen it shows, where it shows one.
CREATE TABLE outbox (
    id {id},
    channel {text} NOT NULL,
    address {text} NOT NULL,
    kind {text} NOT NULL CHECK (kind IN ('answer', 'notice', 'reminder', 'digest', 'receipt', 'file')),
    priority {int} NOT NULL,
    body {bytes},
    key {text},
    revision {int},
    state {text} NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'retrying', 'failed', 'blocked', 'superseded',
        'skipped', 'unknown')),
    attempts {int} NOT NULL DEFAULT 0,
    next_at {int} NOT NULL,
    leased_by {text},
    leased_until {int},
    created_at {int} NOT NULL,
    finished_at {int},
    message_id {text},
    error {text},
    CHECK ((leased_by IS NULL) = (leased_until IS NULL)),
    CHECK (state <> 'sending' OR leased_by IS NOT NULL),
    CHECK (leased_by IS NULL OR finished_at IS NULL),
    CHECK ((state IN ('queued', 'sending', 'retrying')) = (finished_at IS NULL)),
    CHECK (body IS NOT NULL OR finished_at IS NOT NULL)
) {strict};
-- partial, so that no search for rows without a key is led through all of them
CREATE UNIQUE INDEX outbox_key ON outbox (key) WHERE key IS NOT NULL;
-- everything unfinished, in the order in which it leaves
CREATE INDEX outbox_unfinished ON outbox (priority, id) WHERE state IN ('queued', 'sending', 'retrying');
-- the order within a chat
CREATE INDEX outbox_chat ON outbox (channel, address, id) WHERE state IN ('queued', 'sending', 'retrying');
-- what still holds a text after its end
CREATE INDEX outbox_bodies ON outbox (finished_at) WHERE body IS NOT NULL AND finished_at IS NOT NULL;

-- Who did what, append-only and chained: each entry's digest covers the one before it in its chain.
CREATE TABLE audit (
    id {id},
    chain {int} NOT NULL,
    number {int} NOT NULL,
    at {int} NOT NULL,
    person {int},
    act {text} NOT NULL,
    subject {text} NOT NULL,
    detail {text} NOT NULL,
    previous {text} NOT NULL,
    digest {text} NOT NULL,
    UNIQUE (chain, number)
) {strict};
CREATE INDEX audit_person ON audit (person, id) WHERE person IS NOT NULL;
CREATE INDEX audit_subject ON audit (subject, id);

-- only sqlite
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- only postgresql
-- The last entry of each chain: locking it orders the writers of one chain, and only those.
CREATE TABLE audit_chain (
    chain {int} PRIMARY KEY,
    number {int} NOT NULL,
    previous {text} NOT NULL,
    digest {text} NOT NULL
);
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME USING ERRCODE = 'NTM01';
END;
$$;
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_is_not_emptied BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
