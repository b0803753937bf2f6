"""Medium-sized random negotiations, against a MaxSAT and MUS solver with an encoding of its own.

Here a step is reached by a round, and what it waits for in an earlier one. Claims are soft clauses; the
smallest unsatisfiable subsets are the deadlocks (Ignatiev et al., Smallest MUS extraction, 2015), the
smallest corrections the unlockings.
"""

import random
from collections.abc import Callable, Iterator
from itertools import islice

import pytest
from made_records import condition, lenient, material, position

from onrecord.model import Issue
from onrecord.reason import Material, deadlocks, unlock

formula = pytest.importorskip("pysat.formula", reason="python-sat is not installed")
optux = pytest.importorskip("pysat.examples.optux")
rc2 = pytest.importorskip("pysat.examples.rc2")
solvers = pytest.importorskip("pysat.solvers")

STEPS = 14
COMPARED = 12


def negotiation(seed: int) -> Material:
    pick = random.Random(seed)
    records: list[object] = []
    for number in range(26):
        step, other, instead = pick.sample(range(STEPS), 3)
        more = (f"s{instead}",) if pick.random() < 0.3 else ()
        holder = f"a{pick.randrange(8)}"
        records.append(condition(f"c{number}", holder, f"s{step}", f"s{other}", alternatives=more))
    for number in range(4):
        act = pick.choice(["reject", "oppose", "threaten"])
        records.append(position(f"p{number}", f"a{pick.randrange(8)}", act, f"s{pick.randrange(1, STEPS)}"))
    records.append(Issue(id="s3", label="no s4", negates="s4"))
    return material(*records)  # type: ignore[arg-type]


def dense(seed: int) -> Material:
    """As many conditions on few steps, each waiting for one a little later or for any."""
    pick = random.Random(seed)
    records: list[object] = []
    for number in range(40):
        step = number % 7
        other = pick.randrange(8) if pick.random() < 0.4 else pick.randrange(step + 1, min(8, step + 4))
        more = (f"s{pick.randrange(1, 8)}",) if pick.random() < 0.3 else ()
        holder = f"a{pick.randrange(9)}"
        records.append(condition(f"c{number}", holder, f"s{step}", f"s{other}", alternatives=more))
    records += [position(f"p{n}", f"a{n}", "reject", f"s{pick.randrange(1, 8)}") for n in range(3)]
    return material(*records)  # type: ignore[arg-type]


class Encoded:
    """A negotiation as clauses; the soft ones keep a claim each."""

    def __init__(self, records: Material) -> None:
        self.pool = formula.IDPool()
        groups: dict[tuple[str, ...], list[str]] = {}
        for one in records.conditions:
            key = ("condition", one.holder, one.step, one.requirement, *one.alternatives)
            groups.setdefault(key, []).append(one.id)
        for one in records.positions:
            groups.setdefault(("position", one.holder, one.issue), []).append(one.id)
        self.claims = sorted(frozenset(ids) for ids in groups.values())
        self.claims.sort(key=sorted)
        keep = {record_id: self.pool.id(("keep", claim)) for claim in self.claims for record_id in claim}
        self.hard: list[list[int]] = []
        for now in range(STEPS + 1):
            for step in range(STEPS):
                taken = self.reached(f"s{step}", now)
                self.hard.append([-taken, self.pool.id(("taken", f"s{step}"))])
                self.hard += [[-taken, -keep[one.id]] for one in records.positions if one.issue == f"s{step}"]
                for one in records.conditions:
                    if one.step == f"s{step}":
                        earlier = [one.requirement, *one.alternatives] if now else []
                        ways = [self.reached(other, now - 1) for other in earlier]
                        self.hard.append([-taken, -keep[one.id], *ways])
        for issue in records.issues:
            self.hard.append([-self.pool.id(("taken", one)) for one in (issue.id, issue.negates)])
        self.hard.append([self.reached("s0", STEPS)])
        self.soft = [[keep[min(claim)]] for claim in self.claims]

    def reached(self, step: str, now: int) -> int:
        return int(self.pool.id(("reached", step, now)))

    def weighted(self) -> object:
        whole = formula.WCNF()
        for clause in self.hard:
            whole.append(clause)
        for clause in self.soft:
            whole.append(clause, weight=1)
        return whole

    def deadlocks(self) -> Iterator[frozenset[frozenset[str]]]:
        with optux.OptUx(self.weighted()) as search:
            for found in search.enumerate():
                yield frozenset(self.claims[number - 1] for number in found)

    def unlockings(self) -> Iterator[frozenset[frozenset[str]]]:
        with rc2.RC2(self.weighted()) as search:
            while found := search.compute():
                true = set(found)
                pairs = zip(self.claims, self.soft, strict=True)
                given_up = {claim: clause[0] for claim, clause in pairs if clause[0] not in true}
                yield frozenset(given_up)
                if not given_up:
                    return
                search.add_clause(list(given_up.values()))


SEEDS = range(12)


@pytest.mark.parametrize("seed", SEEDS)
def test_smallest_deadlocks_are_those_of_the_other_solver(seed: int) -> None:
    records = negotiation(seed)
    encoded = Encoded(records)
    answer = deadlocks(records, lenient("s0"), limit=COMPARED, seconds=60)
    ours = [frozenset(frozenset(claim) for claim in one.members) for one in answer.deadlocks]
    with solvers.Solver(name="cadical153", bootstrap_with=[*encoded.hard, *encoded.soft]) as solver:
        if solver.solve():
            assert answer.status in ("possible", "unopposed")
            return
    theirs = list(islice(encoded.deadlocks(), COMPARED))
    assert [len(one) for one in ours] == [len(one) for one in theirs]
    sure = max(map(len, ours)) if len(ours) == COMPARED else 1 + max(map(len, ours))
    assert {one for one in ours if len(one) < sure} == {one for one in theirs if len(one) < sure}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("negotiation", [negotiation, dense])
def test_smallest_unlockings_are_those_of_the_other_solver(
    negotiation: Callable[[int], Material], seed: int
) -> None:
    records = negotiation(seed)
    answer = unlock(records, lenient("s0"), limit=COMPARED, seconds=60)
    ours = [frozenset(frozenset(claim) for claim in one.moves) for one in answer.unlockings]
    theirs = list(islice(Encoded(records).unlockings(), COMPARED))
    assert [len(one) for one in ours] == [len(one) for one in theirs]
    sure = max(map(len, ours)) if len(ours) == COMPARED else 1 + max(map(len, ours))
    assert {one for one in ours if len(one) < sure} == {one for one in theirs if len(one) < sure}


def test_some_of_these_are_blocked_and_some_have_many_deadlocks() -> None:
    answers = [deadlocks(negotiation(seed), lenient("s0"), limit=COMPARED, seconds=60) for seed in SEEDS]
    assert sum(answer.status == "blocked" for answer in answers) >= 8
    assert sum(len(answer.deadlocks) > 3 for answer in answers) >= 4
