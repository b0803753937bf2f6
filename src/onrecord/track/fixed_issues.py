"""Issues that a user fixes from the start: labels, merges and relations from an `issues.yaml`.

    issues:
      - label: security guarantees          # shown exactly so
        aliases:                            # wordings that mean it; the label itself needs no mention
          - assurances from the international community
        kind: topic                         # or step; without it the reports decide
      - label: signing of the peace deal
        kind: step
        parent: peace deal                  # of another issue, by its label: a wider one,
        part_of: peace process              # a whole that it is a part of,
        negates: continuation of the war    # or what it is the absence or the end of

A wording is found however it is cased, inflected or praised, as between reports; where two entries would
answer to it, the one with exactly that wording does.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import yaml

from onrecord.errors import UsageError
from onrecord.model import Issue
from onrecord.text.folding import fold
from onrecord.track.labels import taken_apart

_FIELDS = frozenset(["label", "aliases", "kind", "parent", "part_of", "negates"])
_RELATIONS = ("parent", "part_of", "negates")
_HINT = "docs/reference/issues.md shows what may stand in it."


@dataclass(frozen=True, slots=True)
class FixedIssue:
    """One entry.

    Attributes:
        label: what is shown.
        aliases: wordings that mean it.
        kind: what it is, or None where the reports decide.
        relations: keys of issues by `parent`, `part_of` and `negates`.
    """

    label: str
    aliases: tuple[str, ...] = ()
    kind: Literal["step", "topic"] | None = None
    relations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The key that all its wordings share."""
        return f"fixed {fold(self.label)}"


@dataclass(frozen=True, slots=True)
class FixedIssues:
    """All entries, found by wording.

    Attributes:
        exact: entries by folded wording.
        alike: entries by the key of a wording, where one entry alone has it.
    """

    exact: Mapping[str, FixedIssue] = field(default_factory=dict)
    alike: Mapping[str, FixedIssue] = field(default_factory=dict)

    def key_of(self, issue: Issue) -> str:
        """The key of the entry that an issue is, or empty."""
        entry = self._entry(issue)
        return entry.key if entry else ""

    def relations_of(self, issue: Issue) -> Mapping[str, tuple[str, ...]]:
        """Keys of the issues that an entry says an issue hangs together with."""
        entry = self._entry(issue)
        return entry.relations if entry else {}

    def labelled(self, issue: Issue) -> Issue:
        """An issue with the label and kind that its entry fixes."""
        entry = self._entry(issue)
        if entry is None:
            return issue
        aliases = {*issue.aliases, issue.label, *entry.aliases, entry.label}
        return replace(
            issue,
            label=entry.label,
            aliases=tuple(sorted(aliases)),
            kind=entry.kind or issue.kind,
            judged=True,
        )

    def key_of_label(self, label: str) -> str:
        """The key of the entry that a wording means, or empty."""
        entry = self.exact.get(fold(label)) or self.alike.get(taken_apart(label).key)
        return entry.key if entry else ""

    def _entry(self, issue: Issue) -> FixedIssue | None:
        if not self.exact:
            return None
        wordings = (issue.label, *issue.aliases)
        for wording in wordings:
            if fold(wording) in self.exact:
                return self.exact[fold(wording)]
        first = taken_apart(issue.label)
        for wording in wordings:
            label = taken_apart(wording)
            if label.key in self.alike and label.absent == first.absent:
                return self.alike[label.key]
        return None


NOTHING_FIXED = FixedIssues()


def fixed_issues(text: str, name: str = "issues.yaml") -> FixedIssues:
    """Read fixed issues.

    Args:
        text: YAML as the module's docstring shows it; an empty text fixes nothing.
        name: of the file, for messages.

    Raises:
        UsageError: the text is no YAML, or has what no entry may have; the message says where.
    """
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise UsageError(f"{name} is no YAML: {_one_line(error)}.", _HINT) from error
    if data is None:
        return NOTHING_FIXED
    if not isinstance(data, dict) or set(data) != {"issues"} or not isinstance(data["issues"], list | None):
        raise UsageError(f"{name} must hold one list called issues.", _HINT)
    entries = [_entry(item, f"{name}, entry {at}") for at, item in enumerate(data["issues"] or (), start=1)]
    exact: dict[str, FixedIssue] = {}
    shared: dict[str, set[str]] = {}
    by_key = {entry.key: entry for entry in entries}
    for entry in entries:
        for wording in (entry.label, *entry.aliases):
            other = exact.setdefault(fold(wording), entry)
            if other is not entry:
                raise UsageError(
                    f'{name} gives "{wording}" to two issues: "{other.label}" and "{entry.label}".',
                    "Leave it with one of them.",
                )
            key = taken_apart(wording).key
            if key:
                shared.setdefault(key, set()).add(entry.key)
    alike = {key: by_key[next(iter(owners))] for key, owners in shared.items() if len(owners) == 1}
    return _with_keys(FixedIssues(exact, alike))


def _entry(item: Any, where: str) -> FixedIssue:
    if not isinstance(item, dict):
        raise UsageError(f"{where} is no entry with a label.", _HINT)
    unknown = sorted(str(key) for key in item if key not in _FIELDS)
    if unknown:
        raise UsageError(
            f'{where} has the unknown field "{unknown[0]}".', f"Known: {', '.join(sorted(_FIELDS))}."
        )
    label = _words(item.get("label"), f"{where}: label")
    aliases = item.get("aliases") or []
    if not isinstance(aliases, list):
        raise UsageError(f"{where}: aliases must be a list.", _HINT)
    kind = item.get("kind")
    if kind not in {None, "step", "topic"}:
        raise UsageError(f'{where}: kind is "{kind}".', "Write step or topic, or leave it out.")
    relations = {
        name: (_words(item[name], f"{where}: {name}"),) for name in _RELATIONS if item.get(name) is not None
    }
    words = tuple(_words(alias, f"{where}: aliases") for alias in aliases)
    return FixedIssue(label, words, kind, relations)


def _words(value: Any, where: str) -> str:
    if not isinstance(value, str) or not fold(value):
        raise UsageError(f"{where} must be some words.", _HINT)
    return " ".join(value.split())


def _with_keys(fixed: FixedIssues) -> FixedIssues:
    """The labels that entries name for other issues as keys of those."""

    def keyed(entry: FixedIssue) -> FixedIssue:
        relations = {
            name: tuple(
                key for label in labels if (key := fixed.key_of_label(label) or taken_apart(label).full)
            )
            for name, labels in entry.relations.items()
        }
        return replace(entry, relations=relations)

    return FixedIssues(
        {wording: keyed(entry) for wording, entry in fixed.exact.items()},
        {key: keyed(entry) for key, entry in fixed.alike.items()},
    )


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
