"""Issues of a report: short definite names made full, wordings of one issue merged."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from onrecord.interpret.naming import Naming, name_clause, name_phrase
from onrecord.interpret.phrases import Phrases
from onrecord.interpret.stems import key_of
from onrecord.interpret.words import gerund, verbs
from onrecord.model import stable_id
from onrecord.model.claims import Issue, IssueKind
from onrecord.text.tokens import Doc
from onrecord.text.words import word_set


@dataclass(slots=True)
class _Entry:
    label: str
    kind: IssueKind
    aliases: dict[str, None] = field(default_factory=dict)
    actors: dict[str, None] = field(default_factory=dict)


class IssueBook:
    """Gathers the issues of a report while its claims are read."""

    def __init__(self, phrases: Phrases, report: str) -> None:
        self.phrases = phrases
        self.report = report
        self._entries: dict[tuple[frozenset[str], bool], _Entry] = {}

    def put(self, naming: Naming, actors: Iterable[str] = ()) -> str:
        """Enter an issue; give its id."""
        full = self.phrases.in_full(naming)
        absent = full.label.startswith("no ")
        key = (key_of(full.label.removeprefix("no ")), absent)
        entry = self._entries.setdefault(key, _Entry(full.label, full.kind))
        wordings = (naming.label, naming.short, _by_its_verb(naming), _framed(self.phrases.doc, naming))
        for label in (full.label, *wordings):
            if label:
                entry.aliases.setdefault(label, None)
        entry.actors.update(dict.fromkeys(actors))
        if full.kind == "step":
            entry.kind = "step"
        return self._id(key)

    def issues(self) -> tuple[Issue, ...]:
        """All issues, each with its wordings; of an absence, what it negates, where that is one of them."""
        found = []
        for key, entry in self._entries.items():
            negates = self._negated(key, entry)
            found.append(
                Issue(
                    id=self._id(key),
                    label=entry.label,
                    aliases=tuple(sorted(entry.aliases)),
                    kind=entry.kind,
                    actors=tuple(entry.actors),
                    negates=negates,
                    confidence=0.8,
                )
            )
        return tuple(found)

    def _negated(self, key: tuple[frozenset[str], bool], entry: _Entry) -> str | None:
        if key[1]:
            other = (key[0], False)
            return self._id(other) if other in self._entries else None
        if entry.label.startswith("end of "):
            other = (key_of(entry.label.removeprefix("end of ")), False)
            return self._id(other) if other in self._entries else None
        return None

    def _id(self, key: tuple[frozenset[str], bool]) -> str:
        return stable_id("issue", self.report, " ".join(sorted(key[0])), "absent" if key[1] else "")


def _by_its_verb(naming: Naming) -> str:
    """The wording with the verb where a name has its noun: "selling of ferries" for "sale of ferries".

    Reports call a step by either, and one that says "selling" is about what another calls a sale.
    """
    noun, _, rest = naming.label.partition(" ")
    if not naming.base or not rest or verbs().nominal.get(naming.base) != noun or noun == gerund(naming.base):
        return ""
    return f"{gerund(naming.base)} {rest}"


_FRAMES = word_set("plan plans proposal proposals decision move bid idea intention call calls demand offer")


def _framed(doc: Doc, naming: Naming) -> str:
    """What a plan, a proposal or a call is for: "sale of the port" of "plan to sell the port"."""
    if naming.base or naming.end - naming.start < 3 or naming.end > len(doc):
        return ""
    for index in range(naming.start, naming.end - 2):
        if doc[index].lower_ not in _FRAMES:
            continue
        if doc[index + 1].lower_ == "to" and doc[index + 2].tag_ == "VB":
            named = name_clause(doc, index + 1, naming.end)
        elif doc[index + 1].lower_ == "for":
            named = name_phrase(doc, index + 2, naming.end)
        else:
            return ""
        return named.label if named is not None and len(named.label.split()) > 1 else ""
    return ""
