"""Every test of a ledger runs twice: with its ledger in a file, and on a PostgreSQL server."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.ledger import Ledger

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))

import made_reports
import servers

ON_SERVER = pytest.param("postgresql", marks=pytest.mark.xdist_group("postgresql"))


@pytest.fixture(scope="session", autouse=True, params=["sqlite", ON_SERVER])
def backend(request: pytest.FixtureRequest) -> Iterator[str]:
    """Where `new_ledger` makes ledgers: at the path that it is given, or on the tests' own server instead."""
    if request.param == "sqlite":
        yield "sqlite"
        return
    server = servers.server()

    def file_of(_: Ledger) -> Path:
        pytest.skip("looks into the ledger's file")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(made_reports, "new_place", server.ledger)
        patch.setattr(Ledger, "path", property(file_of))
        yield "postgresql"
