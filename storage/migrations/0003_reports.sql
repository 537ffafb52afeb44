-- People, invitations, reports with their answers and evidence, and the receipts.
-- Names, telephone numbers and addresses stand in identity and channel_account alone and can be erased; all else holds person ids.

CREATE TABLE person (
    id {id},
    created_at {int} NOT NULL,
    erased_at {int}
) {strict};

CREATE TABLE identity (
    person {int} PRIMARY KEY REFERENCES person (id),
    name {text} NOT NULL,
    language {text} NOT NULL DEFAULT 'vi',
    phone {text} NOT NULL DEFAULT ''
) {strict};

-- Which chat of which channel is whose. An address has one open account; a person may have several.
CREATE TABLE channel_account (
    id {id},
    channel {text} NOT NULL,
    address {text} NOT NULL,
    person {int} NOT NULL REFERENCES person (id),
    opened_at {int} NOT NULL,
    closed_at {int}
) {strict};
CREATE UNIQUE INDEX channel_account_open ON channel_account (channel, address) WHERE closed_at IS NULL;
CREATE INDEX channel_account_address ON channel_account (channel, address);
CREATE INDEX channel_account_person ON channel_account (person);

CREATE TABLE consent (
    id {id},
    person {int} NOT NULL REFERENCES person (id),
    text_version {text} NOT NULL,
    channel {text} NOT NULL,
    at {int} NOT NULL,
    withdrawn_at {int}
) {strict};
CREATE INDEX consent_person ON consent (person);

CREATE TABLE role_grant (
    id {id},
    person {int} NOT NULL REFERENCES person (id),
    unit {int} NOT NULL REFERENCES unit (id),
    role {text} NOT NULL CHECK (role IN (
        'village_officer', 'commune_officer', 'commune_leader', 'office_reviewer', 'manager', 'observer', 'admin'
    )),
    post {text} NOT NULL DEFAULT '',
    valid_from {text} NOT NULL,
    valid_to {text} NOT NULL DEFAULT '9999-12-31',
    granted_by {int} REFERENCES person (id),
    recorded_at {int} NOT NULL,
    ended_by {int} REFERENCES person (id),
    ended_at {int},
    CHECK (valid_to >= valid_from)
) {strict};
CREATE INDEX role_grant_person ON role_grant (person, unit);
CREATE UNIQUE INDEX role_grant_held ON role_grant (person, unit, role, post) WHERE ended_at IS NULL;
CREATE INDEX role_grant_unit ON role_grant (unit, role) WHERE ended_at IS NULL;
CREATE INDEX role_grant_admin ON role_grant (id) WHERE role = 'admin' AND ended_at IS NULL;

CREATE TABLE invitation (
    id {id},
    code {text} NOT NULL UNIQUE,
    unit {int} NOT NULL REFERENCES unit (id),
    role {text} NOT NULL CHECK (role IN (
        'village_officer', 'commune_officer', 'commune_leader', 'office_reviewer', 'manager', 'observer', 'admin'
    )),
    post {text} NOT NULL DEFAULT '',
    uses {int} NOT NULL CHECK (uses > 0),
    used {int} NOT NULL DEFAULT 0 CHECK (used BETWEEN 0 AND uses),
    asks_phone {int} NOT NULL DEFAULT 0 CHECK (asks_phone IN (0, 1)),
    created_by {int} REFERENCES person (id),
    at {int} NOT NULL,
    expires_at {int} NOT NULL,
    withdrawn_at {int}
) {strict};

-- stamp: another number after every change of what a report shows, so that a kept copy is known to be old.
CREATE TABLE report (
    id {id},
    unit {int} NOT NULL REFERENCES unit (id),
    rule {int} NOT NULL REFERENCES reporting_rule (id),
    period {text} NOT NULL,
    set_id {text} NOT NULL,
    set_version {int} NOT NULL,
    state {text} NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'waiting_for_leader', 'sent')),
    leader_note {text} NOT NULL DEFAULT '',
    stamp {int} NOT NULL,
    opened_by {int} NOT NULL REFERENCES person (id),
    opened_at {int} NOT NULL,
    sent_at {int},
    opened_above_at {int},
    UNIQUE (unit, rule, period)
) {strict};

CREATE TABLE report_event (
    id {id},
    report {int} NOT NULL REFERENCES report (id),
    act {text} NOT NULL CHECK (act IN ('submit', 'approve', 'send_back', 'send', 'withdraw')),
    person {int} NOT NULL REFERENCES person (id),
    at {int} NOT NULL,
    reason {text} NOT NULL DEFAULT '',
    paper {text} NOT NULL DEFAULT ''
) {strict};
CREATE INDEX report_event_report ON report_event (report);

-- Every version ever given; answer_now names the one that counts.
CREATE TABLE answer (
    report {int} NOT NULL REFERENCES report (id),
    indicator {text} NOT NULL,
    version {int} NOT NULL CHECK (version > 0),
    state {text} NOT NULL CHECK (state IN ('met', 'unstable', 'not_met', 'not_applicable', 'not_reported')),
    value {text},
    numerator {int},
    denominator {int},
    choice {text} NOT NULL DEFAULT '',
    as_of {text},
    nature {text} CHECK (nature IN ('official', 'estimate')),
    reason {text} NOT NULL DEFAULT '',
    source {text} NOT NULL DEFAULT '',
    unchanged {int} NOT NULL DEFAULT 0 CHECK (unchanged IN (0, 1)),
    person {int} NOT NULL REFERENCES person (id),
    channel {text} NOT NULL,
    recorded_at {int} NOT NULL,
    PRIMARY KEY (report, indicator, version),
    CHECK ((numerator IS NULL) = (denominator IS NULL)),
    CHECK (numerator IS NULL OR value IS NOT NULL)
) {keyed};

CREATE TABLE answer_now (
    report {int} NOT NULL REFERENCES report (id),
    indicator {text} NOT NULL,
    version {int} NOT NULL CHECK (version > 0),
    PRIMARY KEY (report, indicator)
) {keyed};

CREATE TABLE evidence (
    id {id},
    report {int} NOT NULL REFERENCES report (id),
    indicator {text} NOT NULL,
    kind {text} NOT NULL CHECK (kind IN ('photo', 'paper', 'place')),
    album {text} NOT NULL DEFAULT '',
    paper {text} NOT NULL DEFAULT '',
    place {text} NOT NULL DEFAULT '',
    person {int} NOT NULL REFERENCES person (id),
    channel {text} NOT NULL,
    at {int} NOT NULL
) {strict};
CREATE INDEX evidence_report ON evidence (report);
CREATE UNIQUE INDEX evidence_album ON evidence (report, indicator, channel, album) WHERE album <> '';

-- The photos of one piece of evidence. reference: by which the channel gives the bytes; path: where they are kept.
CREATE TABLE evidence_file (
    evidence {int} NOT NULL REFERENCES evidence (id),
    number {int} NOT NULL CHECK (number > 0),
    reference {text} NOT NULL,
    state {text} NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'stored', 'failed')),
    tries {int} NOT NULL DEFAULT 0,
    try_at {int} NOT NULL,
    sha256 {text},
    size {int},
    path {text},
    stored_at {int},
    PRIMARY KEY (evidence, number),
    CHECK ((state = 'stored') = (path IS NOT NULL))
) {keyed};
CREATE INDEX evidence_file_pending ON evidence_file (try_at) WHERE state = 'pending';

-- Which post answers an indicator of a unit. An ended row keeps who was asked before.
CREATE TABLE assignment (
    id {id},
    unit {int} NOT NULL REFERENCES unit (id),
    indicator {text} NOT NULL,
    post {text} NOT NULL,
    valid_from {text} NOT NULL,
    valid_to {text} NOT NULL DEFAULT '9999-12-31',
    person {int} NOT NULL REFERENCES person (id),
    recorded_at {int} NOT NULL,
    superseded_at {int},
    CHECK (valid_to >= valid_from)
) {strict};
CREATE UNIQUE INDEX assignment_now ON assignment (unit, indicator) WHERE superseded_at IS NULL;

CREATE TABLE receipt_number (
    superior {int} NOT NULL REFERENCES unit (id),
    period {text} NOT NULL,
    last {int} NOT NULL,
    PRIMARY KEY (superior, period)
) {keyed};

CREATE TABLE receipt (
    id {id},
    report {int} NOT NULL REFERENCES report (id),
    superior {int} NOT NULL REFERENCES unit (id),
    period {text} NOT NULL,
    number {int} NOT NULL,
    at {int} NOT NULL,
    items {int} NOT NULL,
    total {int} NOT NULL,
    photos {int} NOT NULL,
    next_reader {text} NOT NULL,
    paper {text} NOT NULL DEFAULT '',
    UNIQUE (superior, period, number)
) {strict};
CREATE INDEX receipt_report ON receipt (report);

CREATE TABLE right_request (
    id {id},
    person {int} NOT NULL REFERENCES person (id),
    what {text} NOT NULL,
    at {int} NOT NULL
) {strict};
CREATE INDEX right_request_person ON right_request (person, at);

-- Another number after every change of units, sets, plans or rules, so that kept copies of them are known to be old.
CREATE TABLE programme_stamp (
    stamp {int} NOT NULL
) {strict};
INSERT INTO programme_stamp (stamp) VALUES (0);

-- only sqlite
CREATE TRIGGER unit_insert_stamps AFTER INSERT ON unit BEGIN UPDATE programme_stamp SET stamp = random(); END;
CREATE TRIGGER unit_update_stamps AFTER UPDATE ON unit BEGIN UPDATE programme_stamp SET stamp = random(); END;
CREATE TRIGGER unit_delete_stamps AFTER DELETE ON unit BEGIN UPDATE programme_stamp SET stamp = random(); END;
CREATE TRIGGER unit_parent_insert_stamps AFTER INSERT ON unit_parent BEGIN UPDATE programme_stamp SET stamp = random(); END;
CREATE TRIGGER unit_parent_update_stamps AFTER UPDATE ON unit_parent BEGIN UPDATE programme_stamp SET stamp = random(); END;
CREATE TRIGGER unit_parent_delete_stamps AFTER DELETE ON unit_parent BEGIN UPDATE programme_stamp SET stamp = random(); END;
CREATE TRIGGER unit_alias_insert_stamps AFTER INSERT ON unit_alias BEGIN UPDATE programme_stamp SET stamp = random(); END;
CREATE TRIGGER unit_alias_update_stamps AFTER UPDATE ON unit_alias BEGIN UPDATE programme_stamp SET stamp = random(); END;
CREATE TRIGGER unit_alias_delete_stamps AFTER DELETE ON unit_alias BEGIN UPDATE programme_stamp SET stamp = random(); END;
CREATE TRIGGER criteria_set_insert_stamps AFTER INSERT ON criteria_set BEGIN UPDATE programme_stamp SET stamp = random(); END;
CREATE TRIGGER criteria_set_update_stamps AFTER UPDATE ON criteria_set BEGIN UPDATE programme_stamp SET stamp = random(); END;
CREATE TRIGGER criteria_set_delete_stamps AFTER DELETE ON criteria_set BEGIN UPDATE programme_stamp SET stamp = random(); END;
CREATE TRIGGER plan_insert_stamps AFTER INSERT ON plan BEGIN UPDATE programme_stamp SET stamp = random(); END;
CREATE TRIGGER plan_update_stamps AFTER UPDATE ON plan BEGIN UPDATE programme_stamp SET stamp = random(); END;
CREATE TRIGGER plan_delete_stamps AFTER DELETE ON plan BEGIN UPDATE programme_stamp SET stamp = random(); END;
CREATE TRIGGER reporting_rule_version_insert_stamps AFTER INSERT ON reporting_rule_version BEGIN UPDATE programme_stamp SET stamp = random(); END;
CREATE TRIGGER reporting_rule_version_update_stamps AFTER UPDATE ON reporting_rule_version BEGIN UPDATE programme_stamp SET stamp = random(); END;
CREATE TRIGGER reporting_rule_version_delete_stamps AFTER DELETE ON reporting_rule_version BEGIN UPDATE programme_stamp SET stamp = random(); END;
-- only postgresql
CREATE FUNCTION stamp_programme() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE programme_stamp SET stamp = (random() * 9e18)::bigint;
    RETURN NULL;
END
$$;
CREATE TRIGGER unit_stamps AFTER INSERT OR UPDATE OR DELETE ON unit FOR EACH STATEMENT EXECUTE FUNCTION stamp_programme();
CREATE TRIGGER unit_parent_stamps AFTER INSERT OR UPDATE OR DELETE ON unit_parent FOR EACH STATEMENT EXECUTE FUNCTION stamp_programme();
CREATE TRIGGER unit_alias_stamps AFTER INSERT OR UPDATE OR DELETE ON unit_alias FOR EACH STATEMENT EXECUTE FUNCTION stamp_programme();
CREATE TRIGGER criteria_set_stamps AFTER INSERT OR UPDATE OR DELETE ON criteria_set FOR EACH STATEMENT EXECUTE FUNCTION stamp_programme();
CREATE TRIGGER plan_stamps AFTER INSERT OR UPDATE OR DELETE ON plan FOR EACH STATEMENT EXECUTE FUNCTION stamp_programme();
CREATE TRIGGER reporting_rule_version_stamps AFTER INSERT OR UPDATE OR DELETE ON reporting_rule_version FOR EACH STATEMENT EXECUTE FUNCTION stamp_programme();
-- on both
