-- Money that units cannot spend, as it was stated, and money that was moved. Nothing is changed; a move is taken back by
-- a row of its own.

-- amount 0: all of it will be spent. Of several of one unit and purse the latest day's counts, of one day the last.
CREATE TABLE money_unspendable (
    id {id},
    unit {int} NOT NULL REFERENCES unit (id),
    programme {text} NOT NULL,
    source {text} NOT NULL,
    nature {text} NOT NULL,
    year {int} NOT NULL,
    amount {int} NOT NULL CHECK (amount >= 0),
    reason {text} NOT NULL,
    on_day {text} NOT NULL,
    person {int} REFERENCES person (id),
    channel {text} NOT NULL DEFAULT '',
    recorded_at {int} NOT NULL
) {strict};
CREATE INDEX money_unspendable_of_unit ON money_unspendable (unit, on_day);

-- unit: at which it was recorded; giver and taker stand at or below it.
CREATE TABLE money_move (
    id {id},
    unit {int} NOT NULL REFERENCES unit (id),
    giver {int} NOT NULL REFERENCES unit (id),
    taker {int} NOT NULL REFERENCES unit (id),
    programme {text} NOT NULL,
    source {text} NOT NULL,
    nature {text} NOT NULL,
    year {int} NOT NULL,
    amount {int} NOT NULL CHECK (amount > 0),
    on_day {text} NOT NULL,
    paper {text} NOT NULL,
    person {int} REFERENCES person (id),
    channel {text} NOT NULL DEFAULT '',
    recorded_at {int} NOT NULL,
    CHECK (giver <> taker)
) {strict};
CREATE INDEX money_move_of_unit ON money_move (unit);
CREATE INDEX money_move_of_giver ON money_move (giver);
CREATE INDEX money_move_of_taker ON money_move (taker);

CREATE TABLE money_move_undone (
    move {int} NOT NULL REFERENCES money_move (id),
    person {int} REFERENCES person (id),
    channel {text} NOT NULL DEFAULT '',
    at {int} NOT NULL,
    PRIMARY KEY (move)
) {keyed};

-- only sqlite
CREATE TRIGGER money_unspendable_is_not_changed BEFORE UPDATE ON money_unspendable BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER money_unspendable_is_not_deleted BEFORE DELETE ON money_unspendable BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER money_move_is_not_changed BEFORE UPDATE ON money_move BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER money_move_is_not_deleted BEFORE DELETE ON money_move BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- only postgresql
CREATE TRIGGER money_unspendable_is_not_changed BEFORE UPDATE OR DELETE ON money_unspendable
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER money_move_is_not_changed BEFORE UPDATE OR DELETE ON money_move
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
