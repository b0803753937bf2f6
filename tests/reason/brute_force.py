"""Deadlocks and unlockings by trying every set, straight from the records: slow, simple, and independent.

Nothing of `onrecord.reason` but the question's own dataclasses is used here, so that the two can disagree.
"""

from collections.abc import Iterable, Iterator, Set
from datetime import date
from itertools import chain, combinations, product

from onrecord.model import Condition, Event, Position
from onrecord.reason import Material, Question

Parts = tuple[frozenset[frozenset[str]], frozenset[str]]  # claims, each its records' ids; and missing steps
OWN = {"offer", "accept", "commit", "concede"}
WANTED = OWN | {"demand", "support", "threaten"}


def day_of(record: Position | Condition | Event) -> date | None:
    return record.date.latest or record.date.earliest


def subsets(things: Iterable[object]) -> Iterator[tuple[object, ...]]:
    """Every subset, the smallest first."""
    pool = list(things)
    return chain.from_iterable(combinations(pool, size) for size in range(len(pool) + 1))


class World:
    """One question about some records, answered by trial."""

    def __init__(self, material: Material, question: Question) -> None:
        self.material, self.question = material, question
        self.issues = {issue.id: issue for issue in material.issues}
        self.pairs = {(one.id, one.negates) for one in material.issues if one.negates not in (None, one.id)}
        self.positions = [one for one in material.positions if self.counts(one)]
        self.conditions = [one for one in material.conditions if self.counts(one)]
        self.happened = self.what_happened()
        self.claims = self.all_claims()
        self.silent = self.all_silent()

    def counts(self, record: Position | Condition) -> bool:
        return record.id not in self.question.ignore and (
            self.question.hypothetical or not record.hypothetical
        )

    def now(self, record: Position | Condition) -> bool:
        day, as_of = day_of(record), self.question.as_of
        return (day is None or day <= as_of) and (record.until is None or as_of < record.until)

    def opposites(self, step: str) -> set[str]:
        return {b for a, b in self.pairs if a == step} | {a for a, b in self.pairs if b == step}

    # -- what single records do ----------------------------------------------------------------
    def blocks(self, one: Position) -> set[str]:
        if one.act in ("allege", "deny"):
            return set()
        if one.act == "withdraw":
            if one.polarity == "for" or (one.polarity == "open" and not self.takes_back_consent(one)):
                return set()
            return {one.issue}
        return {"against": {one.issue}, "for": self.opposites(one.issue), "open": set()}[one.polarity]

    def takes_back_consent(self, one: Position) -> bool:
        def when(other: Position) -> tuple[date, str]:
            return day_of(other) or date.min, other.id

        own = [
            other
            for other in self.positions
            if (other.holder, other.issue) == (one.holder, one.issue)
            and other.act not in ("allege", "deny", "withdraw")
            and when(other)[0] <= when(one)[0]
        ]
        if not own:
            return False
        last = max(own, key=when)
        return last.polarity == "for" and last.act in OWN | {"support"}

    def offers(self, one: Position | Condition) -> set[str]:
        def doers(step: str) -> tuple[str, ...]:
            return self.issues[step].actors if step in self.issues else ()

        if isinstance(one, Condition):
            steps = {one.step} if not doers(one.step) or one.holder in doers(one.step) else set()
            wanted = {one.requirement, *one.alternatives}
            return steps | {step for step in wanted if one.holder in doers(step)}
        if one.act in ("allege", "deny", "withdraw"):
            return set()
        if one.polarity == "for":
            step = one.issue
            fits = one.act in WANTED and one.holder in doers(step) if doers(step) else one.act in OWN
            return {step} if fits else set()
        if one.polarity == "against":
            refusing = one.act in ("reject", "commit")
            return {
                step
                for step in self.opposites(one.issue)
                if (one.holder in doers(step) if doers(step) else refusing)
            }
        return set()

    # -- the state of things -----------------------------------------------------------------------
    def what_happened(self) -> set[str]:
        steps = {event.issue for event in self.material.events}
        return {step for step in steps if self.last_done(step)}

    def last_done(self, step: str) -> bool:
        relevant = []
        for event in self.material.events:
            day = day_of(event)
            if event.id in self.question.ignore or (day is not None and day > self.question.as_of):
                continue
            if event.issue == step and event.status in ("done", "failed"):
                relevant.append((day or date.min, event.status == "failed", event.id, event))
            elif event.issue in self.opposites(step) and event.status == "done":
                relevant.append((day or date.min, False, event.id, None))
        if not relevant:
            return False
        event = max(relevant, key=lambda entry: entry[:3])[3]
        if event is None or event.status == "failed" or event.id in self.question.disputed:
            return False
        return not self.denied(event)

    def all_claims(self) -> list[frozenset[str]]:
        """The claims in force that can hold something back, as sets of the ids of their records."""
        allowed = self.question.actors
        can = [
            one
            for one in (*self.positions, *self.conditions)
            if (allowed is None or one.holder in allowed) and (isinstance(one, Condition) or self.blocks(one))
        ]
        linked = [{one.id} for one in (*self.positions, *self.conditions)]
        for one in (*self.positions, *self.conditions):
            if one.restates is not None:
                linked.append({one.id, one.restates})
        for one, other in combinations(can, 2):
            if self.same(one, other):
                linked.append({one.id, other.id})
        merged: list[set[str]] = []
        for link in linked:
            touching = [group for group in merged if group & link]
            merged = [group for group in merged if not group & link] + [link.union(*touching)]
        effective = {one.id for one in can if self.now(one)}
        return sorted((frozenset(group & effective) for group in merged if group & effective), key=sorted)

    def same(self, one: Position | Condition, other: Position | Condition) -> bool:
        if type(one) is not type(other) or one.holder != other.holder:
            return False
        if set(one.alternatives) != set(other.alternatives):
            return False
        if isinstance(one, Condition) and isinstance(other, Condition):
            return (one.step, one.requirement) == (other.step, other.requirement)
        return isinstance(one, Position) and self.blocks(one) == self.blocks(other)  # type: ignore[arg-type]

    def all_silent(self) -> list[str]:
        if self.question.reading == "lenient":
            return []
        records = [one for one in (*self.positions, *self.conditions) if self.now(one)]
        offered = set(self.happened).union(*(self.offers(one) for one in records))
        offered |= {step for step in self.steps() if self.under_way(step)}
        return sorted(step for step in self.relevant() - offered if self.needs_offer(step))

    def needs_offer(self, step: str) -> bool:
        issue = self.issues.get(step)
        if issue is None:
            return True
        if issue.kind == "topic":
            return False
        if issue.negates and issue.label.startswith("no "):
            return issue.negates in self.happened or self.under_way(issue.negates)
        return True

    def under_way(self, step: str) -> bool:
        order = []
        for event in self.material.events:
            day = day_of(event)
            if event.id in self.question.ignore or (day is not None and day > self.question.as_of):
                continue
            if event.issue == step and event.status in ("begun", "agreed", "failed"):
                order.append((day or date.min, event.status == "failed", event.id, event))
            elif event.issue in self.opposites(step) and event.status in ("begun", "agreed", "done"):
                order.append((day or date.min, False, event.id, None))
        if not order:
            return False
        last = max(order, key=lambda entry: entry[:3])[3]
        if last is None or last.status == "failed" or last.id in self.question.disputed:
            return False
        return not self.denied(last)

    def denied(self, event: Event) -> bool:
        for one in self.material.positions:
            denies = one.act == "deny" and one.polarity == "against" and one.issue == event.issue
            if denies and not one.hypothetical and one.id not in self.question.ignore and self.now(one):
                said, day = day_of(one), day_of(event)
                if said is None or day is None or said >= day:
                    return True
        return False

    def relevant(self) -> set[str]:
        """What the goal depends on; the rest is left out only so that trying all sets stays feasible."""
        found = {self.question.goal}
        while True:
            new = set()
            for one in self.conditions:
                if self.now(one) and one.step in found - self.happened:
                    new |= self.ways(one, set())
            if new <= found:
                return found
            found |= new

    def steps(self) -> set[str]:
        found = {self.question.goal}
        for one in self.conditions:
            found |= {one.step, one.requirement, *one.alternatives}
        for position in self.positions:
            found |= {position.issue, *position.alternatives} | self.opposites(position.issue)
        return found

    # -- trial -------------------------------------------------------------------------------------
    def possible(self, kept: Set[frozenset[str]], silent: Set[str]) -> bool:
        ids = set().union(*kept)
        pairs = [pair for pair in self.pairs if not self.happened.intersection(pair)]
        return any(self.reaches(ids, silent, set(left)) for left in product(*pairs))

    def reaches(self, ids: Set[str], silent: Set[str], left: Set[str]) -> bool:
        done = set(self.happened)
        blocked = set().union(*(self.blocks(one) for one in self.positions if one.id in ids))
        steps = self.steps()
        while True:
            new = {
                step
                for step in steps - done - blocked - silent - left
                if all(
                    self.ways(one, ids) & done
                    for one in self.conditions
                    if one.id in ids and one.step == step
                )
            }
            if not new:
                return self.question.goal in done
            done |= new

    def ways(self, one: Condition, ids: Set[str]) -> set[str]:
        """What meets a condition: the requirement, or an alternative to it that nobody keeps out."""
        label = self.issues[one.requirement].label if one.requirement in self.issues else None
        named = {
            issue.id for issue in self.issues.values() if label and issue.label == f"alternative to {label}"
        }
        instead = set(one.alternatives)
        for other in self.positions:
            speaks_for = other.polarity == "for" and other.act not in ("allege", "deny", "withdraw")
            own = self.now(other) and other.holder == one.holder and speaks_for
            if own and other.issue in named | {one.requirement}:
                instead |= set(other.alternatives)
        for other in self.positions:
            if other.id in ids and self.blocks(other) & named:
                instead -= set(other.alternatives) or set(instead)
        return {one.requirement} | instead

    def blocked(self, claims: Set[frozenset[str]], silent: Set[str]) -> bool:
        return not self.possible(claims, silent)

    def deadlocks(self) -> set[Parts]:
        """Every minimal deadlock."""
        found: list[frozenset[object]] = []
        for some in subsets([*self.claims, *self.silent]):
            whole = frozenset(some)
            if any(one <= whole for one in found):
                continue
            if self.blocked(*self.split(whole)):
                found.append(whole)
        return {self.split(one) for one in found}

    def unlockings(self) -> set[Parts]:
        """Every minimal unlocking: claims given up, steps offered."""
        everything = frozenset([*self.claims, *self.silent])
        found: list[frozenset[object]] = []
        for some in subsets([*self.claims, *self.silent]):
            whole = frozenset(some)
            if any(one <= whole for one in found):
                continue
            if self.possible(*self.split(everything - whole)):
                found.append(whole)
        return {self.split(one) for one in found}

    @staticmethod
    def split(parts: Iterable[object]) -> Parts:
        pool = list(parts)
        claims = frozenset(one for one in pool if isinstance(one, frozenset))
        return claims, frozenset(one for one in pool if isinstance(one, str))
