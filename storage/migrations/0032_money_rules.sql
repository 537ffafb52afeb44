-- Rules about money, every version of a unit's as the file says it. And what is stated to be spent is never changed.

-- body: the file as it was loaded.
CREATE TABLE money_rules (
    id {id},
    unit {int} NOT NULL REFERENCES unit (id),
    version {int} NOT NULL CHECK (version > 0),
    digest {text} NOT NULL,
    title {text} NOT NULL,
    body {text} NOT NULL,
    recorded_at {int} NOT NULL,
    UNIQUE (unit, version)
) {strict};

-- only sqlite
CREATE TRIGGER money_spent_is_not_changed BEFORE UPDATE ON money_spent BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER money_spent_is_not_deleted BEFORE DELETE ON money_spent BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- only postgresql
CREATE TRIGGER money_spent_is_not_changed BEFORE UPDATE OR DELETE ON money_spent
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
