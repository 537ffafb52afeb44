from storage.statements import Statements, numbered


def test_a_name_becomes_a_number_and_the_same_name_the_same_number() -> None:
    found = numbered("SELECT a FROM t WHERE b = :b AND (c = :c OR d = :b)")
    assert found.sql == "SELECT a FROM t WHERE b = $1 AND (c = $2 OR d = $1)"
    assert found.arguments({"c": 2, "b": 1}) == [1, 2]


def test_casts_quotes_comments_and_dollar_quotes_are_left_alone() -> None:
    sql = """SELECT a::bigint, ':no', 'it''s :no', ":no" -- :no
    /* :no
    :no */ , $$ :no $$, $x$ :no $x$ FROM t WHERE b=:yes::text AND c = ':' || :also"""
    found = numbered(sql)
    assert found.sql == sql.replace(":yes", "$1").replace(":also", "$2")
    assert found.names == ("yes", "also")


def test_times_of_day_in_text_are_no_parameters() -> None:
    assert numbered("SELECT '10:30', x[1:2] FROM t").names == ()


def test_a_statement_is_converted_once() -> None:
    statements = Statements()
    assert statements.numbered("SELECT :a") is statements.numbered("SELECT :a")
