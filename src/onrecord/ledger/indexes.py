"""The issues of a ledger by the words of their labels, to find those that share something with others."""

from collections.abc import Mapping, Set
from dataclasses import dataclass

from onrecord.model import Issue
from onrecord.track.labels import taken_apart


@dataclass(frozen=True, slots=True)
class Index:
    """The issues of a ledger by what their labels share with others'.

    Attributes:
        stems: of each issue's label.
        head: of each issue's label.
        by_stem: issues by each stem of their labels.
        by_head: issues by the heads of their labels.
        beside: issues that name each issue as their parent, as what they are a part of, or as their opposite.
    """

    stems: Mapping[str, frozenset[str]]
    head: Mapping[str, str]
    by_stem: Mapping[str, Set[str]]
    by_head: Mapping[str, Set[str]]
    beside: Mapping[str, Set[str]]


def index_of(issues: Mapping[str, Issue]) -> Index:
    """The index of some issues, by id."""
    stems = {id_: stems_of(one.label) for id_, one in issues.items()}
    head = {id_: taken_apart(one.label).head for id_, one in issues.items()}
    by_stem: dict[str, set[str]] = {}
    by_head: dict[str, set[str]] = {}
    beside: dict[str, set[str]] = {}
    for id_, one in issues.items():
        for word in stems[id_]:
            by_stem.setdefault(word, set()).add(id_)
        by_head.setdefault(head[id_], set()).add(id_)
        for other in (one.parent, one.part_of, one.negates):
            if other:
                beside.setdefault(other, set()).add(id_)
    return Index(stems, head, by_stem, by_head, beside)


def stems_of(words: str) -> frozenset[str]:
    """The stems of the words that tell what a label is about."""
    apart = taken_apart(words)
    return frozenset(word.rpartition(":")[2] for word in (apart.head, *apart.narrowing) if word)
