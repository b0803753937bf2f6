"""How much of a file a connection holds in memory: more while it writes much, and no longer."""

import pytest
from sqlalchemy import text

from onrecord.errors import OnrecordError
from onrecord.store import engine, schema


def held(connection):
    return -connection.execute(text("PRAGMA cache_size")).scalar()


@pytest.fixture
def store(tmp_path):
    engine.create(tmp_path / "talks.db")
    made = engine.store_at(tmp_path / "talks.db")
    schema.upgrade(made)
    yield made
    made.close()


def test_who_writes_much_holds_more_of_the_file_while_writing(store):
    with store.writing(much=True) as connection:
        assert held(connection) == engine.HELD_FOR_MUCH
    with store.writing() as connection:
        assert held(connection) == engine.HELD
    with store.reading() as connection:
        assert held(connection) == engine.HELD


def test_what_fails_lets_go_of_it_too(store):
    with pytest.raises(OnrecordError), store.writing(much=True):
        raise OnrecordError("Stopped.", "Go on.")
    with store.writing() as connection:
        assert held(connection) == engine.HELD
