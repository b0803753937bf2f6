"""How fast the reasoner answers: `python bench/reason_speed.py [--conditions 1000] [--actors 100] [--json]`.

Made-up negotiations of several shapes, each with a number of conditions and actors; measured are the first
deadlock, the smallest unlocking, and the 100 smallest of each. The worst of the shapes counts, in seconds of
one core's time, which other work on the machine doesn't change; the time on the clock stands beside it.
"""

import argparse
import json
import random
from collections.abc import Callable
from datetime import date
from time import perf_counter, process_time

from onrecord.model import Condition, DateInterval, Position
from onrecord.reason import Answer, Material, Question, deadlocks, unlock

DAY = date(2031, 6, 1)
AIMS = {"first deadlock": 1.0, "smallest unlocking": 1.0, "100 deadlocks": 5.0, "100 unlockings": 5.0}


def material(
    conditions: int, actors: int, steps: int, seed: int, *, loops: float, refusals: int, instead: float
) -> Material:
    """A negotiation in which each step waits for others.

    Args:
        conditions: how many.
        actors: how many.
        steps: how many.
        seed: of the random numbers.
        loops: the share of conditions that point back towards the goal; below 0 there is no order at all.
        refusals: how many steps somebody refuses.
        instead: the share of conditions with an alternative.
    """
    pick = random.Random(seed)
    when = DateInterval.on(date(2031, 1, 1))
    own = []
    for number in range(conditions):
        step = number if number < steps - 1 else pick.randrange(steps - 1)
        later = pick.randrange(step + 1, min(steps, step + 1 + max(3, steps // 20)))
        other = pick.randrange(max(1, step)) if pick.random() < loops else later
        if loops < 0:
            step, other = pick.sample(range(steps), 2)
        more = (f"s{pick.randrange(1, steps)}",) if pick.random() < instead else ()
        own.append(
            Condition(
                id=f"c{number:04}",
                holder=f"a{pick.randrange(actors)}",
                relation="requires",
                step=f"s{step}",
                requirement=f"s{other}",
                alternatives=more,
                date=when,
                report="rep",
            )
        )
    against = [
        Position(
            id=f"p{number:04}",
            holder=f"a{pick.randrange(actors)}",
            act="reject",
            polarity="against",
            issue=f"s{pick.randrange(1, steps)}",
            date=when,
            report="rep",
        )
        for number in range(refusals)
    ]
    return Material(positions=tuple(against), conditions=tuple(own))


SHAPES: dict[str, dict[str, float]] = {
    "many loops": {"steps": 300, "loops": 0.3, "refusals": 30, "instead": 0.0},
    "few loops, refusals": {"steps": 500, "loops": 0.02, "refusals": 60, "instead": 0.0},
    "alternatives": {"steps": 300, "loops": 0.1, "refusals": 60, "instead": 0.5},
    "one long chain": {"steps": 950, "loops": 0.0, "refusals": 3, "instead": 0.0},
    "at random": {"steps": 400, "loops": -1.0, "refusals": 40, "instead": 0.1},
    # 17 conditions on each step, so that dozens must go at once
    "dense": {"steps": 60, "loops": 0.4, "refusals": 20, "instead": 0.3},
}


def measure(ask: Callable[[], Answer]) -> tuple[float, float, Answer]:
    clock, core = perf_counter(), process_time()
    answer = ask()
    return process_time() - core, perf_counter() - clock, answer


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--conditions", type=int, default=1000)
    parser.add_argument("--actors", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=60.0, help="time limit of one question")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    question = Question(goal="s0", as_of=DAY, reading="lenient")
    worst = dict.fromkeys(AIMS, 0.0)
    for name, shape in SHAPES.items():
        share = {"loops": shape["loops"], "instead": shape["instead"]}
        steps, refusals = int(shape["steps"]), int(shape["refusals"])
        records = material(options.conditions, options.actors, steps, 7, refusals=refusals, **share)
        asked = {
            "first deadlock": lambda r=records: deadlocks(r, question, limit=1, seconds=options.seconds),
            "smallest unlocking": lambda r=records: unlock(r, question, limit=1, seconds=options.seconds),
            "100 deadlocks": lambda r=records: deadlocks(r, question, limit=100, seconds=options.seconds),
            "100 unlockings": lambda r=records: unlock(r, question, limit=100, seconds=options.seconds),
        }
        for what, ask in asked.items():
            took, clock, answer = measure(ask)
            worst[what] = max(worst[what], took)
            if not options.json:
                sizes = [len(one.members) for one in answer.deadlocks]
                sizes += [len(one.moves) for one in answer.unlockings]
                span = f"{min(sizes)}-{max(sizes)}" if sizes else "-"
                over = ", out of time" if answer.out_of_time else ""
                times = f"{took:7.2f} s {clock:7.2f} s on the clock"
                print(f"{name:22}{what:20}{times} {len(sizes):4} sets of {span} claims{over}")
    if options.json:
        print(json.dumps({what: round(took, 3) for what, took in worst.items()}, indent=1))
    else:
        for what, took in worst.items():
            print(f"{'worst':22}{what:20}{took:7.2f} s  (aim: {AIMS[what]} s)")
    return 0 if all(took <= AIMS[what] for what, took in worst.items()) else 1


if __name__ == "__main__":
    raise SystemExit(main())
