-- Offices judge: what a report and each of its items can be, what was said of an item, and reports to be opened again.

-- only sqlite
-- SQLite cannot change a check. The table is emptied last and filled again, so that what refers to it is right at the end.
PRAGMA defer_foreign_keys = ON;
CREATE TABLE report_before AS SELECT * FROM report;
DROP TABLE report;
CREATE TABLE report (
    id {id},
    unit {int} NOT NULL REFERENCES unit (id),
    rule {int} NOT NULL REFERENCES reporting_rule (id),
    period {text} NOT NULL,
    set_id {text} NOT NULL,
    set_version {int} NOT NULL,
    state {text} NOT NULL DEFAULT 'draft' CHECK (
        state = 'draft' OR state = 'waiting_for_leader' OR state = 'sent' OR state = 'in_review'
        OR state = 'more_asked' OR state = 'assessed' OR state = 'withdrawn' OR state = 'reopened'
        OR state = 'closed'
    ),
    leader_note {text} NOT NULL DEFAULT '',
    stamp {int} NOT NULL,
    opened_by {int} NOT NULL REFERENCES person (id),
    opened_at {int} NOT NULL,
    sent_at {int},
    opened_above_at {int},
    UNIQUE (unit, rule, period)
) {strict};
INSERT INTO report SELECT * FROM report_before;
DROP TABLE report_before;
CREATE INDEX report_rule ON report (rule);
CREATE INDEX report_of_period ON report (rule, period, unit);
CREATE TABLE report_event_2 (
    id {id},
    report {int} NOT NULL REFERENCES report (id),
    act {text} NOT NULL CHECK (
        act = 'submit' OR act = 'approve' OR act = 'send_back' OR act = 'send' OR act = 'withdraw'
        OR act = 'judge' OR act = 'ask_more' OR act = 'answered' OR act = 'assess' OR act = 'resume'
        OR act = 'reopen' OR act = 'close'
    ),
    person {int} NOT NULL REFERENCES person (id),
    at {int} NOT NULL,
    reason {text} NOT NULL DEFAULT '',
    paper {text} NOT NULL DEFAULT ''
) {strict};
INSERT INTO report_event_2 SELECT * FROM report_event;
DROP TABLE report_event;
ALTER TABLE report_event_2 RENAME TO report_event;
CREATE INDEX report_event_report ON report_event (report);
-- only postgresql
ALTER TABLE report DROP CONSTRAINT report_state_check;
ALTER TABLE report ADD CONSTRAINT report_state_check CHECK (
    state = 'draft' OR state = 'waiting_for_leader' OR state = 'sent' OR state = 'in_review'
    OR state = 'more_asked' OR state = 'assessed' OR state = 'withdrawn' OR state = 'reopened'
    OR state = 'closed'
);
ALTER TABLE report_event DROP CONSTRAINT report_event_act_check;
ALTER TABLE report_event ADD CONSTRAINT report_event_act_check CHECK (
    act = 'submit' OR act = 'approve' OR act = 'send_back' OR act = 'send' OR act = 'withdraw'
    OR act = 'judge' OR act = 'ask_more' OR act = 'answered' OR act = 'assess' OR act = 'resume'
    OR act = 'reopen' OR act = 'close'
);
-- on both

-- Where each judged item of a sent report stands now. office NULL: none judges it. version: of the answer that was judged or asked
-- about last, 0 none. since: when it came to be so. reviewer: who judged or asked last. together: may be confirmed with others.
-- wished: the commune wishes to correct what was judged. final: by the manager's last word.
CREATE TABLE item_review (
    report {int} NOT NULL REFERENCES report (id),
    indicator {text} NOT NULL,
    state {text} NOT NULL CHECK (state IN ('waiting', 'asked', 'met', 'not_met', 'disputed')),
    office {int} REFERENCES unit (id),
    reviewer {int} REFERENCES person (id),
    version {int} NOT NULL DEFAULT 0,
    reason {text} NOT NULL DEFAULT '',
    fell {int} NOT NULL DEFAULT 0 CHECK (fell IN (0, 1)),
    final {int} NOT NULL DEFAULT 0 CHECK (final IN (0, 1)),
    wished {int} NOT NULL DEFAULT 0 CHECK (wished IN (0, 1)),
    together {int} NOT NULL DEFAULT 0 CHECK (together IN (0, 1)),
    since {int} NOT NULL,
    PRIMARY KEY (report, indicator)
) {keyed};
-- an office's queue in its order: what fell, then what has waited longest
CREATE INDEX item_review_queue ON item_review (office, state, fell DESC, since, report, indicator);
CREATE INDEX item_review_together ON item_review (office, since, report, indicator) WHERE state = 'waiting' AND together = 1;
-- what waits for a manager
CREATE INDEX item_review_disputed ON item_review (since) WHERE state = 'disputed';
CREATE INDEX item_review_unowned ON item_review (since) WHERE office IS NULL AND state = 'waiting';
-- asked for and not answered
CREATE INDEX item_review_asked ON item_review (since) WHERE state = 'asked';

-- Everything that was said of an item; nothing is changed. version: of the answer that it was said about. office NULL: by the
-- commune or the manager.
CREATE TABLE review_event (
    id {id},
    report {int} NOT NULL REFERENCES report (id),
    indicator {text} NOT NULL,
    act {text} NOT NULL CHECK (act IN ('ask', 'reply', 'change', 'meet', 'fail', 'wish', 'dispute', 'decide_met', 'decide_not_met')),
    version {int} NOT NULL,
    office {int} REFERENCES unit (id),
    person {int} NOT NULL REFERENCES person (id),
    channel {text} NOT NULL,
    reason {text} NOT NULL DEFAULT '',
    at {int} NOT NULL
) {strict};
CREATE INDEX review_event_item ON review_event (report, indicator, id);

-- A manager wants to open a report again that offices have confirmed: it waits for a second person's yes.
CREATE TABLE reopening (
    id {id},
    report {int} NOT NULL REFERENCES report (id),
    person {int} NOT NULL REFERENCES person (id),
    reason {text} NOT NULL,
    at {int} NOT NULL,
    ended_at {int},
    ended_by {int} REFERENCES person (id)
) {strict};
CREATE UNIQUE INDEX reopening_now ON reopening (report) WHERE ended_at IS NULL;
