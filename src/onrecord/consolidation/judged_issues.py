"""Which issues are one and what they are called as people judged it, or fixed it from the start.

Issues are one where they share a key (`onrecord.track.issues`). A judgement gives keys, or takes them: so
what an issue comes to depends on its wordings and the judgements alone, and on no order.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from sqlalchemy import Connection

from onrecord.model import Issue, Judgement
from onrecord.store import judgements, upkeep
from onrecord.text.folding import fold
from onrecord.track.fixed_issues import NOTHING_FIXED, FixedIssues, fixed_issues
from onrecord.track.labels import taken_apart

PROPERTY = "issues.yaml"
VERDICTS = ("merge", "split", "rename", "confirm", "reject")
JUDGED = "judged "
KEY, WORDING, ALONE = "key ", "wording ", "alone "
"""What an issue is known by: a key, a wording (of a split), or its own id where it has no key."""


@dataclass(frozen=True, slots=True)
class Step:
    """One judgement: what it makes of the keys of what it is about.

    Attributes:
        id: of the judgement.
        verdict: `merge`, `split`, `rename`, `confirm` or `reject`.
        sides: what each side is known by.
        name: the label that it gives, or empty.
    """

    id: str
    verdict: str
    sides: tuple[frozenset[str], ...]
    name: str = ""

    @property
    def known_as(self) -> frozenset[str]:
        """What any side is known by."""
        return frozenset(one for side in self.sides for one in side)


@dataclass(frozen=True, slots=True)
class IssueDecisions:
    """What a ledger was told of issues.

    Attributes:
        steps: open judgements in the order they were made.
        fixed: the issues that were fixed from the start.
    """

    steps: tuple[Step, ...] = ()
    fixed: FixedIssues = field(default_factory=lambda: NOTHING_FIXED)

    def keys(self, form: Issue, own: Sequence[str]) -> tuple[str, ...]:
        """The keys that a form has, as judged.

        Args:
            form: the wordings under the form's id.
            own: its keys by the rules; none where it says too little.
        """
        chosen = self.fixed.key_of(form)
        keys = {chosen} if chosen else set(own)
        for step in self.steps:
            if step.verdict == "merge" and not self.known_as(form, keys).isdisjoint(step.known_as):
                keys.add(f"{JUDGED}{step.id}")
            elif step.verdict == "split":
                keys = _parted(step, form, keys)
        return tuple(sorted(keys))

    @staticmethod
    def known_as(form: Issue, keys: Iterable[str]) -> set[str]:
        """All that a form can be known by."""
        return {f"{KEY}{key}" for key in keys} | {f"{ALONE}{form.id}", f"{WORDING}{fold(form.label)}"}

    def name_of(self, forms: Iterable[tuple[Issue, Sequence[str]]]) -> str | None:
        """The label that a person gave an issue; empty where they only judged on it, None where they did not.

        Args:
            forms: of the issue, with their own keys.
        """
        if not self.steps:
            return None
        known = {one for form, own in forms for one in self.known_as(form, self.keys(form, own))}
        name = None
        for step in self.steps:
            if not known.isdisjoint(step.sides[0] if step.verdict == "split" else step.known_as):
                name = step.name or name or ""
        return name

    def rejected_by(self, form: Issue, own: Sequence[str]) -> str:
        """The id of the judgement that says that it is no issue, or empty."""
        if not any(step.verdict == "reject" for step in self.steps):
            return ""
        known = self.known_as(form, self.keys(form, own))
        last = [step for step in self.steps if not known.isdisjoint(step.known_as)]
        return last[-1].id if last and last[-1].verdict == "reject" else ""


NOTHING_DECIDED = IssueDecisions()


def load(connection: Connection) -> IssueDecisions:
    """What is decided now."""
    made = judgements.load(connection, about="iss-", verdicts=VERDICTS, only_open=True)
    text = upkeep.property_of(connection, PROPERTY)
    if not made and not text:
        return NOTHING_DECIDED
    steps = (step_of(one) for one in sorted(made, key=lambda one: (one.at, one.id)))
    return IssueDecisions(tuple(step for step in steps if step is not None), read_fixed(text))


@lru_cache(maxsize=4)
def read_fixed(text: str) -> FixedIssues:
    """The fixed issues of a text; read once."""
    return fixed_issues(text) if text else NOTHING_FIXED


def read_named(text: str, name: str) -> FixedIssues:
    """The fixed issues of a file's text.

    Raises:
        UsageError: it is no such YAML; the message names the file.
    """
    return fixed_issues(text, name)


def step_of(judgement: Judgement) -> Step | None:
    """What a judgement on issues makes of keys; None where its words were taken out with their report."""
    sides: dict[int, set[str]] = {}
    for anchor in judgement.anchors:
        if anchor.known_as:
            sides.setdefault(anchor.side, set()).add(anchor.known_as)
    if not sides or (judgement.verdict in ("merge", "split") and len(sides) < 2):
        return None
    named = judgement.verdict in ("merge", "rename") and isinstance(judgement.value, str)
    ordered = tuple(frozenset(sides[side]) for side in sorted(sides))
    return Step(judgement.id, judgement.verdict, ordered, judgement.value if named else "")


def _parted(step: Step, form: Issue, keys: set[str]) -> set[str]:
    """Keys after a split: of what went, one of its own; of what stayed, none that what went has alone."""
    stay, *gone = step.sides
    wording = f"{WORDING}{fold(form.label)}"
    label = f"{KEY}{taken_apart(form.label).key}"
    for number, out in enumerate(gone, start=1):
        if wording in out or f"{ALONE}{form.id}" in out or (label in out and wording not in stay):
            return {f"apart {step.id} {number}"}
    elsewhere: Collection[str] = {known for out in gone for known in out}
    return {key for key in keys if f"{KEY}{key}" not in elsewhere or f"{KEY}{key}" in stay}
