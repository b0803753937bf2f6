"""The smallest deadlocks and unlockings of a problem, with clingo; the encoding is in `encoding.lp`.

Sets are found level by level: those of the least cost are listed, then each is forbidden together with
everything that contains it, and the question is asked again. So every set found is minimal.
"""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain
from time import monotonic
from typing import Literal

import clingo

from onrecord.reason.problem import Problem, Wait
from onrecord.reason.reach import TimeIsUp

# Optimisation by unsatisfiable cores (Andres et al., Unsatisfiability-based optimization in clasp, 2012):
# 0.02 s where branch and bound had no proof after 15 s, on 1,000 conditions.
OPTIONS = ("--warn=none", "--parallel-mode=1", "--seed=1", "--opt-strategy=usc,oll")


@dataclass(frozen=True, slots=True)
class Found:
    """A set that the solver found.

    Attributes:
        claims: ids of claims: used by a deadlock, or given up in an unlocking.
        steps: ids of steps: missing from a deadlock, or to be offered in an unlocking.
    """

    claims: frozenset[str]
    steps: frozenset[str]

    @property
    def size(self) -> int:
        """How many of both."""
        return len(self.claims) + len(self.steps)


@cache
def encoding() -> str:
    """The text of the encoding."""
    return files("onrecord.reason").joinpath("encoding.lp").read_text(encoding="utf-8")


class Search:
    """One search in one problem, for deadlocks or for unlockings.

    Args:
        problem: what holds steps back.
        part: the part of the encoding: `deadlock` or `unlocking`.
        weights: the cost of each claim, 1 or more; only for unlockings.
        count_actors: whether the fewest moving actors come before the fewest claims.
        deadline: the moment, by the monotonic clock, after which to stop.
    """

    def __init__(
        self,
        problem: Problem,
        part: Literal["deadlock", "unlocking"],
        *,
        weights: Mapping[str, int] | None = None,
        count_actors: bool = False,
        deadline: float = float("inf"),
    ) -> None:
        self.problem = problem
        self.deadline = deadline
        self.claims = sorted(problem.claims)
        self.claim_numbers = {claim: number for number, claim in enumerate(self.claims)}
        self.steps = sorted(problem.steps)
        self.names = ("used", "missing") if part == "deadlock" else ("give_up", "offer")
        self.views: set[frozenset[str]] = set()
        self.numbers = {step: number for number, step in enumerate(self.steps)}
        self.control = clingo.Control(list(OPTIONS))
        self.control.add("base", [], self._facts(weights or {}, count_actors))
        self.control.add(encoding())
        self.control.ground([("base", []), (part, [])])
        settings = self.control.configuration.solve
        settings.project = "project"  # type: ignore[union-attr]
        settings.opt_mode = "optN"  # type: ignore[union-attr]
        if part == "deadlock":
            self.add_view(frozenset())

    def add_view(self, taken: Set[str]) -> None:
        """Demand that the goal be stuck also where, of two steps that exclude each other, these are taken.

        Args:
            taken: steps of which no two exclude each other.
        """
        left = frozenset(one if other in taken else other for one, other in self.problem.excludes)
        if left in self.views:
            return
        view = len(self.views)
        self.views.add(left)
        facts = "".join(f"left({view},{self.numbers[step]})." for step in sorted(left))
        self.control.add(f"left_{view}", [], facts)
        self.control.ground([(f"left_{view}", []), ("view", [clingo.Number(view)])])

    def level(self, at_most: int) -> list[Found]:
        """The sets of the least cost among those that are left; empty if there are none.

        The caller forbids (`forbid`) those that are right, or adds a view, before asking again.

        Args:
            at_most: how many sets to list at most.

        Raises:
            TimeIsUp: the deadline passed.
        """
        self.control.configuration.solve.models = at_most  # type: ignore[union-attr]
        found: list[Found] = []

        def keep(model: clingo.Model) -> None:
            if model.optimality_proven:
                found.append(self._found(model))

        if not self._solve(keep) and not found:
            raise TimeIsUp
        return sorted(found, key=lambda one: (sorted(one.claims), sorted(one.steps)))

    def forbid(self, *found: Found) -> None:
        """Rule out some sets and all that contain them."""
        atoms = self.control.symbolic_atoms
        rules = []
        for one in found:
            claims = ((self.names[0], self.claim_numbers[claim]) for claim in sorted(one.claims))
            steps = ((self.names[1], self.numbers[step]) for step in sorted(one.steps))
            symbols = (clingo.Function(name, [clingo.Number(of)]) for name, of in chain(claims, steps))
            rules.append([atom.literal for symbol in symbols if (atom := atoms[symbol]) is not None])
        with self.control.backend() as backend:
            for literals in rules:
                backend.add_rule([], literals)

    def _solve(self, keep: Callable[[clingo.Model], None]) -> bool:
        """Solve; False where the time was over first."""
        with self.control.solve(on_model=keep, async_=True) as handle:
            if self.deadline == float("inf"):
                handle.wait()
                return True
            while not handle.wait(max(0.0, self.deadline - monotonic())):
                if monotonic() < self.deadline:  # waiting may end before its time, with nothing done
                    continue
                handle.cancel()
                handle.wait()
                return False
        return True

    def _found(self, model: clingo.Model) -> Found:
        claims, steps = set(), set()
        for symbol in model.symbols(shown=True):
            if symbol.name == self.names[0]:
                claims.add(self.claims[symbol.arguments[0].number])
            elif symbol.name == self.names[1]:
                steps.add(self.steps[symbol.arguments[0].number])
        return Found(frozenset(claims), frozenset(steps))

    def _facts(self, weights: Mapping[str, int], count_actors: bool) -> str:
        """The problem as facts, in a fixed order, so that the same question gets the same answer."""
        problem, step_number = self.problem, self.numbers
        claim_number = self.claim_numbers
        every = problem.claims.values() if count_actors else ()
        named = sorted({holder for claim in every for holder in claim.holders})
        holders = {holder: number for number, holder in enumerate(named)}
        facts = [f"goal({step_number[problem.goal]})."]
        for step, number in step_number.items():
            facts.append(f"happened({number})." if step in problem.happened else f"step({number}).")
            if step in problem.silent:
                facts.append(f"silent({number}).")
            facts += [f"blocks({claim_number[claim]},{number})." for claim in problem.blocks.get(step, ())]
        for claim_id, number in claim_number.items():
            facts.append(f"claim({number}).weight({number},{weights.get(claim_id, 1)}).")
            if count_actors:
                own = problem.claims[claim_id].holders
                facts += [f"holder({number},{holders[holder]})." for holder in own]
        waits: list[Wait] = [wait for own in problem.waits.values() for wait in own]
        for key, wait in enumerate(waits):
            facts.append(f"waits({key},{claim_number[wait.claim]},{step_number[wait.step]}).")
            for option in wait.options:
                facts.append(f"option({key},{step_number[option.step]}).")
                facts += [
                    f"bars({key},{step_number[option.step]},{claim_number[claim]})."
                    for claim in option.barred_by
                ]
        facts += [f"excludes({step_number[one]},{step_number[other]})." for one, other in problem.excludes]
        if count_actors:
            facts.append("count_actors.")
        defined = "bars/3 blocks/2 waits/3 option/2 silent/1 happened/1 excludes/2 holder/2 claim/1 weight/2"
        facts += [f"#defined {name}." for name in (*defined.split(), "step/1", "left/2", "count_actors/0")]
        return "\n".join(facts)
