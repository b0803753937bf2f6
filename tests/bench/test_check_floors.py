"""The quality floors: a floor goes down only with a reason, and a changed corpus is noticed."""

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

BENCH = Path(__file__).parents[2] / "bench"


@pytest.fixture
def floors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script, with a corpus and a benchmark of its own."""
    spec = importlib.util.spec_from_file_location("check_floors", BENCH / "check_floors.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text("words", encoding="utf-8")
    (tmp_path / "score.py").write_text('print(\'{"cue": {"f1": 70.25}}\')', encoding="utf-8")
    monkeypatch.setenv("ONRECORD_SHARED", str(tmp_path))
    monkeypatch.setattr(module, "FILE", tmp_path / "floors.json")
    benchmark = {
        "command": [str(tmp_path / "score.py")],
        "corpus": ["corpus/*"],
        "sha256": module.corpus_hash(module.corpus_files(["corpus/*"])),
        "floors": {"cue.f1": [{"limit": 68.0, "on": "2025-01-01", "because": "first"}]},
    }
    write(module, {"small": benchmark})
    return module


def write(module: ModuleType, content: dict[str, Any]) -> None:
    module.FILE.write_text(json.dumps(content), encoding="utf-8")


def read(module: ModuleType) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(module.FILE.read_text(encoding="utf-8"))
    return content


def run(module: ModuleType, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["check_floors.py", *arguments])
    code: int = module.main()
    return code


def test_held_and_raised(
    floors: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(floors, monkeypatch, "--raise") == 0
    assert "held" in capsys.readouterr().out
    assert read(floors)["small"]["floors"]["cue.f1"][-1]["limit"] == 70.25


def test_a_ceiling_is_a_floor_turned_round(floors: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    content = read(floors)
    content["small"] |= {"floors": {}, "ceilings": {"cue.f1": [{"limit": 80.0, "on": "2025-01-01"}]}}
    write(floors, content)
    assert run(floors, monkeypatch, "--raise") == 0
    assert read(floors)["small"]["ceilings"]["cue.f1"][-1]["limit"] == 70.25
    content["small"]["ceilings"]["cue.f1"].append({"limit": 90.0, "on": "2025-01-02"})
    write(floors, content)
    assert run(floors, monkeypatch) == 1


def test_broken(floors: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    content = read(floors)
    content["small"]["floors"]["cue.f1"].append({"limit": 71.0, "on": "2025-01-02", "because": "hope"})
    write(floors, content)
    assert run(floors, monkeypatch) == 1


def test_a_floor_goes_down_only_with_a_reason(floors: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SystemExit, match="reason"):
        run(floors, monkeypatch, "--lower", "small:cue.f1=60")
    assert run(floors, monkeypatch, "--lower", "small:cue.f1=60", "--because", "the corpus was cleaned") == 0
    assert read(floors)["small"]["floors"]["cue.f1"][-1]["because"] == "the corpus was cleaned"
    content = read(floors)
    content["small"]["floors"]["cue.f1"].append({"limit": 50.0, "on": "2025-01-03"})
    write(floors, content)
    assert run(floors, monkeypatch) == 1


def test_a_changed_corpus_is_noticed(floors: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    (floors.FILE.parent / "corpus" / "b.txt").write_text("more", encoding="utf-8")
    assert run(floors, monkeypatch) == 1
    assert run(floors, monkeypatch, "--accept-corpus", "small", "--because", "b.txt was missing") == 0
    assert run(floors, monkeypatch) == 0


def test_the_projects_own_file_gives_its_reasons() -> None:
    spec = importlib.util.spec_from_file_location("check_floors", BENCH / "check_floors.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    content = json.loads(module.FILE.read_text(encoding="utf-8"))
    assert content and module.faults(content) == []
    for name, benchmark in content.items():
        assert (BENCH.parent / benchmark["command"][0]).exists(), name
