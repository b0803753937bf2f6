"""The root offers a dozen names, says so in `__all__`, and costs nothing until one of them is used."""

import subprocess
import sys

import onrecord


def test_all_is_what_is_offered() -> None:
    assert dir(onrecord) == onrecord.__all__
    assert {*onrecord._HOMES, "__version__"} == set(onrecord.__all__)


def test_all_is_sorted_and_short() -> None:
    assert list(onrecord.__all__) == sorted(onrecord.__all__)
    assert len(onrecord.__all__) <= 14


def test_every_name_resolves_and_is_documented() -> None:
    for name in onrecord.__all__:
        value = getattr(onrecord, name)
        assert name == "__version__" or (value.__doc__ or "").strip(), name


def test_unknown_name_fails_as_usual() -> None:
    try:
        onrecord.Nothing  # type: ignore[attr-defined]  # noqa: B018
    except AttributeError as error:
        assert "onrecord" in str(error) and "Nothing" in str(error)
    else:
        raise AssertionError("a name that is not there was found")


def test_import_is_light() -> None:
    code = "import sys, onrecord; print(' '.join(sorted(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"numpy", "spacy", "sqlalchemy", "onnxruntime", "trafilatura", "dateparser", "click", "lxml"}
    assert not heavy & set(run.stdout.split())
