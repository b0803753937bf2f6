"""Every example in the data files is read as the file says: a lexicon that nobody can try is only a claim."""

from typing import Any

import pytest
import telling

from onrecord.interpret.events import event_verbs
from onrecord.interpret.stems import key_of
from onrecord.interpret.words import read_data


def entries(name: str) -> list[Any]:
    return [pytest.param(entry, id=entry["name"]) for entry in read_data(name)["pattern"]]


@pytest.mark.parametrize("entry", [*entries("acts"), *entries("phrases"), *entries("nouns")])
def test_position(entry: dict[str, Any]) -> None:
    told = telling.tell(entry["example"], entry["holder"], *entry.get("others", ()))
    wanted = (entry["holder"], entry["act"], entry.get("polarity_of_example", entry["polarity"]))
    found = [(holder, act, polarity) for holder, act, polarity, _ in told.positions]
    assert found == [(wanted[0], entry.get("act_of_example", wanted[1]), wanted[2])]
    assert key_of(told.positions[0][3]) == key_of(entry["issue"])


@pytest.mark.parametrize("entry", entries("shapes"))
def test_shape(entry: dict[str, Any]) -> None:
    told = telling.tell(entry["example"], entry["holder"], *entry.get("others", ()))
    wanted = (entry["holder"], entry["act"], entry["polarity"])
    issues = [key_of(issue) for *found, issue in told.positions if tuple(found) == wanted]
    assert key_of(entry["issue"]) in issues
    assert entry["name"] in {pattern for _, pattern in told.claims.patterns}


@pytest.mark.parametrize("entry", entries("conditions"))
def test_condition(entry: dict[str, Any]) -> None:
    told = telling.tell(entry["example"], entry["holder"])
    assert [(holder, relation) for holder, relation, _, _ in told.conditions] == [
        (entry["holder"], entry["relation"])
    ]
    _, _, step, requirement = told.conditions[0]
    assert (key_of(step), key_of(requirement)) == (
        key_of(entry["step_label"]),
        key_of(entry["requirement_label"]),
    )


@pytest.mark.parametrize("entry", read_data("objects")["objects"], ids=lambda entry: entry["verbs"][0])
def test_what_a_pronoun_stands_for_by_its_verb(entry: dict[str, Any]) -> None:
    told = telling.tell(entry["example"], "union")
    assert [(holder, key_of(issue)) for holder, _, _, issue in told.positions] == [
        ("union", key_of(entry["issue"]))
    ]


@pytest.mark.parametrize("entry", entries("events"))
def test_event(entry: dict[str, Any]) -> None:
    told = telling.tell(entry["example"], "The sides")
    assert [(status, key_of(issue)) for status, issue in told.events] == [
        (entry["status"], key_of(entry["issue"]))
    ]


def test_every_pattern_has_a_name_of_its_own() -> None:
    names = [
        entry["name"]
        for name in ("acts", "phrases", "nouns", "shapes", "conditions", "events")
        for entry in read_data(name)["pattern"]
    ]
    assert len(names) == len(set(names))
    assert event_verbs()
