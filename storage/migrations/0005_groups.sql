-- Groups of a messenger that follow a unit: where its summaries are sent.

-- One binding. address: the chat's id; topic: of a forum, 0 for the group as a whole. title: the group's name when last heard. A
-- binding that ended stays as history. unreachable_since: set while nothing reaches the group. admin_told_at: of this time out of
-- reach. no_pictures_at: when the one who bound it was last told that pictures are not taken.
CREATE TABLE group_chat (
    id {id},
    channel {text} NOT NULL,
    address {text} NOT NULL,
    topic {int} NOT NULL DEFAULT 0 CHECK (topic >= 0),
    title {text} NOT NULL,
    unit {int} NOT NULL REFERENCES unit (id),
    bound_by {int} NOT NULL REFERENCES person (id),
    bound_at {int} NOT NULL,
    ended_by {int} REFERENCES person (id),
    ended_at {int},
    state {text} NOT NULL DEFAULT 'reachable' CHECK (state IN ('reachable', 'no_rights', 'removed', 'topic_gone')),
    unreachable_since {int},
    admin_told_at {int},
    no_pictures_at {int},
    CHECK ((state = 'reachable') = (unreachable_since IS NULL)),
    CHECK (state <> 'topic_gone' OR topic > 0),
    CHECK (ended_by IS NULL OR ended_at IS NOT NULL)
) {strict};
CREATE UNIQUE INDEX group_chat_one ON group_chat (channel, address, topic) WHERE ended_at IS NULL;
CREATE INDEX group_chat_of_unit ON group_chat (unit) WHERE ended_at IS NULL;
CREATE INDEX group_chat_unreachable ON group_chat (unreachable_since)
    WHERE ended_at IS NULL AND unreachable_since IS NOT NULL;

-- What somebody was asked before a group is bound or left alone. units: to choose from, or the one to confirm; was: what the group
-- followed then, 0 for nothing. Its number is in the buttons.
CREATE TABLE group_question (
    id {id},
    channel {text} NOT NULL,
    address {text} NOT NULL,
    topic {int} NOT NULL DEFAULT 0,
    person {int} NOT NULL REFERENCES person (id),
    kind {text} NOT NULL CHECK (kind IN ('bind', 'unbind')),
    units {text} NOT NULL,
    was {int} NOT NULL,
    asked_at {int} NOT NULL,
    answered_at {int}
) {strict};
CREATE INDEX group_question_asked ON group_question (asked_at);
CREATE INDEX group_question_in ON group_question (channel, address);

-- What a group was told lately, so that it is not told again at once.
CREATE TABLE group_told (
    channel {text} NOT NULL,
    address {text} NOT NULL,
    what {text} NOT NULL,
    at {int} NOT NULL,
    PRIMARY KEY (channel, address, what)
) {keyed};
CREATE INDEX group_told_at ON group_told (at);

-- A group that became a supergroup has another id; what still comes from the old one is meant for the new.
CREATE TABLE group_move (
    channel {text} NOT NULL,
    old {text} NOT NULL,
    new {text} NOT NULL,
    at {int} NOT NULL,
    PRIMARY KEY (channel, old),
    CHECK (old <> new)
) {keyed};
CREATE INDEX group_move_to ON group_move (channel, new);
