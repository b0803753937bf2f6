"""Every gold deadlock follows from the gold positions and conditions: `bench/deadlocks.py` finds it."""

import importlib.util
import json
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
SHARED = os.environ.get("ONRECORD_SHARED", "")
FOLDERS = [ROOT / "samples", *(sorted(Path(SHARED, "dossiers").glob("*/")) if SHARED else [])]


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_deadlocks", ROOT / "bench" / "deadlocks.py")
    assert spec and spec.loader
    sys.path.insert(0, str(ROOT / "bench"))  # it imports the other benches
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_all_are_found(folder: Path, bench: ModuleType) -> None:
    if not (folder / "gold.json").is_file():
        pytest.skip("no gold.json there")
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    outcomes = list(bench.outcomes(gold))
    assert outcomes
    assert [one.goal for one in outcomes if not one.found] == []
    assert all(one.answer.complete for one in outcomes)


def test_without_one_of_its_members_it_is_missed(bench: ModuleType, tmp_path: Path) -> None:
    """The bench can fail: with a condition of a circle taken out, the circle isn't there to be found."""
    gold = json.loads((ROOT / "samples" / "gold.json").read_text(encoding="utf-8"))
    circle = next(one for one in gold["deadlocks"] if set(one["members"]) == {"c23", "c24"})
    gold["deadlocks"] = [circle]
    gold["conditions"] = [one for one in gold["conditions"] if one["id"] != "c24"]
    (tmp_path / "gold.json").write_text(json.dumps(gold), encoding="utf-8")
    assert [one.found for one in bench.outcomes(gold)] == [False]
    assert bench.report(tmp_path, "lenient", True) is False


@pytest.mark.skipif(not SHARED, reason="ONRECORD_SHARED is not set, so the development dossiers are absent")
def test_the_dossiers_are_there() -> None:
    assert len(FOLDERS) >= 3
