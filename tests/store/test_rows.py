"""Rows put in as they are to be kept are what SQLAlchemy would have put in."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Boolean, Column, Date, Float, Integer, MetaData, Table, create_engine, insert
from sqlalchemy.exc import IntegrityError

from onrecord.store.columns import LARGE, Compressed, JsonText, Timestamp, Words
from onrecord.store.rows import put_all, put_missing, put_over

COLUMNS = {
    "number": (Integer, [1, 2]),
    "large": (LARGE, [2**62, -1]),
    "name": (Words, ["Ostráva \0", None]),
    "at": (Timestamp, [datetime(2024, 3, 4, 5, tzinfo=UTC), None]),
    "roles": (JsonText, [[["envoy", None]], []]),
    "raw": (Compressed, [b"words " * 9, None]),
    "day": (Date, [date(2024, 3, 4), None]),
    "heard": (Boolean, [True, False]),
    "share": (Float, [0.25, 1.0]),
}
ROWS = [{name: values[place] for name, (_, values) in COLUMNS.items()} for place in range(2)]


@pytest.fixture
def connection():
    with create_engine("sqlite://").begin() as made:
        yield made


def new_table(connection, name="kept", columns=COLUMNS):
    own = (Column(one, kind, primary_key=one == "number") for one, (kind, _) in columns.items())
    table = Table(name, MetaData(), *own)
    table.create(connection)
    return table


def kept(connection, name="kept"):
    return connection.exec_driver_sql(f"SELECT * FROM {name} ORDER BY number").all()


@pytest.mark.parametrize("put", [put_all, put_missing, put_over])
def test_every_kind_of_column_is_kept_as_by_sqlalchemy(connection, put):
    put(connection, new_table(connection), iter(ROWS))
    connection.execute(insert(new_table(connection, "plain")), ROWS)
    assert kept(connection) == kept(connection, "plain")
    assert len(kept(connection)) == len(ROWS)


def test_a_table_of_one_column(connection):
    table = new_table(connection, columns={"number": COLUMNS["number"]})
    put_all(connection, table, [{"number": 7}, {"number": 9}])
    assert kept(connection) == [(7,), (9,)]


def test_what_is_there_stays_or_gives_way_or_is_an_error(connection):
    table = new_table(connection, columns={one: COLUMNS[one] for one in ("number", "roles")})
    put_all(connection, table, [{"number": 1, "roles": ["a"]}])
    # The columns of a row may come in any order; those of the first row count.
    put_missing(connection, table, [{"roles": ["b"], "number": 1}, {"number": 2, "roles": ["c"]}])
    assert kept(connection) == [(1, '["a"]'), (2, '["c"]')]
    put_over(connection, table, [{"roles": ["d"], "number": 1}])
    assert kept(connection) == [(1, '["d"]'), (2, '["c"]')]
    with pytest.raises(IntegrityError):
        put_all(connection, table, [{"number": 2, "roles": []}])


def test_no_rows_are_no_statement(connection):
    put_all(connection, Table("nowhere", MetaData()), [])
