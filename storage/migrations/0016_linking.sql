-- Codes by which a person adds a channel: shown in one chat, typed in the other, once and soon. Only their digests are kept.

-- channel: where it was shown.
CREATE TABLE link_code (
    id {id},
    person {int} NOT NULL REFERENCES person (id),
    digest {text} NOT NULL,
    channel {text} NOT NULL,
    recorded_at {int} NOT NULL,
    expires_at {int} NOT NULL,
    used_at {int}
) {strict};
CREATE INDEX link_code_digest ON link_code (digest);
CREATE INDEX link_code_person ON link_code (person);

-- Codes that were wrong, by the digest of the chat in which they were typed.
CREATE TABLE link_try (
    id {id},
    chat {text} NOT NULL,
    at {int} NOT NULL
) {strict};
CREATE INDEX link_try_chat ON link_try (chat, at);
