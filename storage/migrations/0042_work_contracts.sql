-- Who builds a work, as it was stated: never changed; of several the latest day's counts, of one day the last recorded.

-- contractor '': that nobody is contracted any more. person NULL: out of a document.
CREATE TABLE work_contract (
    id {id},
    work {int} NOT NULL REFERENCES work (id),
    contractor {text} NOT NULL,
    number {text} NOT NULL DEFAULT '',
    signed_on {text},
    amount {int} CHECK (amount >= 0),
    said_on {text} NOT NULL,
    person {int} REFERENCES person (id),
    channel {text} NOT NULL DEFAULT '',
    recorded_at {int} NOT NULL
) {strict};
CREATE INDEX work_contract_of_work ON work_contract (work, said_on);

-- only sqlite
CREATE TRIGGER work_contract_is_not_changed BEFORE UPDATE ON work_contract BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER work_contract_is_not_deleted BEFORE DELETE ON work_contract BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- only postgresql
CREATE TRIGGER work_contract_is_not_changed BEFORE UPDATE OR DELETE ON work_contract
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
