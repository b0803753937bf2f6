"""Every test of a ledger runs twice: with its ledger in a file, and on a PostgreSQL server."""

import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.ledger import Ledger
from onrecord.store import engine

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))

import made_reports
import servers

ON_SERVER = pytest.param("postgresql", marks=pytest.mark.xdist_group("postgresql"))


@pytest.fixture(scope="module", autouse=True, params=["sqlite", ON_SERVER])
def backend(request: pytest.FixtureRequest) -> Iterator[str]:
    """Where `new_ledger` makes ledgers: at the path that it is given, or on the tests' own server instead.

    There the path goes on to name the ledger. A test that looks into the file itself is skipped.
    """
    if request.param == "sqlite":
        yield "sqlite"
        return
    server = servers.server()

    places: dict[Path, str] = {}
    place_of = engine.place_of

    def new_place(path: Path, name: str) -> str:
        places[path] = server.ledger(name)
        return places[path]

    def on_server(address: str | Path) -> engine.Place:
        return place_of(places.get(Path(address), address))

    def looks_into(*_: object, **__: object) -> Path:
        pytest.skip("looks into the ledger's file")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(made_reports, "new_place", new_place)
        patch.setattr(engine, "place_of", on_server)
        patch.setattr(Ledger, "path", property(looks_into))
        patch.setattr(sqlite3, "connect", looks_into)
        yield "postgresql"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that make ledgers by the hundred make them in files alone: on a server each takes a second."""
    for item in items:
        made = getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
        if made and "[postgresql" in item.name and "tmp_path_factory" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.skip(reason="makes ledgers by the hundred: tried with files"))
