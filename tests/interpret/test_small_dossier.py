"""Doctors' pay and a fishing quota, written before the rules that read them: what is found, how surely."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))

import claims

FOLDER = Path(__file__).parent / "small_dossier"


@pytest.fixture(scope="module")
def found() -> tuple[dict[str, float], list[str]]:
    errors: list[str] = []
    counts = claims.Scorer(FOLDER, errors, gold_attributions=False).run()
    return claims.figures(counts), errors


def test_most_positions_are_found_and_few_made_up(found: tuple[dict[str, float], list[str]]) -> None:
    figures, errors = found
    assert figures["position_precision"] >= 80, "\n".join(errors)
    assert figures["position_f1"] >= 65, "\n".join(errors)
    assert figures["position_act"] >= 90


@pytest.mark.parametrize(
    "pattern",
    [
        "answers",
        "backs-away",
        "decides-to",
        "is-denied",
        "must",
        "opposed-to",
        "takes-off-the-table",
        "would-take",
        "proposes",
        "demand-for",
    ],
)
def test_each_way_to_say_it_is_read(found: tuple[dict[str, float], list[str]], pattern: str) -> None:
    assert any(" FOUND " in line and f"[{pattern}]" in line for line in found[1])


def test_what_is_missed_has_a_cause(found: tuple[dict[str, float], list[str]]) -> None:
    missed = [line for line in found[1] if " MISSED " in line]
    causes = {line.split("MISSED (")[1].split(")")[0] for line in missed}
    assert causes <= {
        "in an attribution, no act recognised",
        "in narration, no act recognised",
        "holder differs",
        "issue differs",
        "polarity differs",
    }
