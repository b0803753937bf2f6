"""What one record does to steps: which it blocks, which it offers, and since when it counts.

The rules are those of the vocabulary: polarity decides, an allegation or a denial is about what is so and
neither blocks nor offers, and a position against A is one for "no A".
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from onrecord.model import Condition, DateInterval, Event, Issue, Position

NOT_STANDS = frozenset({"allege", "deny"})
GIVES = frozenset({"offer", "accept", "commit", "concede"})  # acts on a step of one's own
WANTS = GIVES | {"demand", "support", "threaten"}
TAKEN_BACK_BLOCKS = GIVES | {"support"}


def since(interval: DateInterval) -> date | None:
    """The day from which a record surely counts; None where nothing is known, so that it always does."""
    return interval.latest or interval.earliest


def in_force(record: Position | Condition, as_of: date) -> bool:
    """Whether a position or condition was made by that day and not replaced by it."""
    start = since(record.date)
    return (start is None or start <= as_of) and (record.until is None or record.until > as_of)


def days_of(records: Iterable[Position | Condition]) -> Iterator[date | None]:
    """The days on which some records begin or end to count."""
    return (day for record in records for day in (since(record.date), record.until))


def known(event: Event, as_of: date) -> bool:
    """Whether what an event tells of lies on or before that day."""
    start = since(event.date)
    return start is None or start <= as_of


def withdrawals_that_block(positions: Iterable[Position]) -> frozenset[str]:
    """The ids of withdrawals that hold a step back.

    Taking back an offer, an acceptance or support does; taking back a demand, a refusal or a threat
    doesn't. What was taken back is the holder's last earlier position on the issue; where the records
    hold none, the withdrawal holds nothing back: far more demands and objections are dropped than offers.
    """
    every = list(positions)
    taken_back = {(one.holder, one.issue) for one in every if one.act == "withdraw"}
    history: dict[tuple[str, str], list[Position]] = {}
    for position in every if taken_back else ():
        pair = position.holder, position.issue
        if pair in taken_back and position.act not in NOT_STANDS:
            history.setdefault(pair, []).append(position)
    found = set()
    for own in history.values():
        own.sort(key=lambda one: (since(one.date) or date.min, one.act == "withdraw", one.id))
        for number, position in enumerate(own):
            if position.act != "withdraw" or position.polarity == "for":
                continue
            before = [one for one in own[:number] if one.act != "withdraw"]
            last = before[-1] if before else None
            takes_back = last is not None and last.polarity == "for" and last.act in TAKEN_BACK_BLOCKS
            if position.polarity == "against" or takes_back:
                found.add(position.id)
    return frozenset(found)


def blocked(
    position: Position, opposites: Mapping[str, frozenset[str]], withdrawals: frozenset[str]
) -> frozenset[str]:
    """The steps that a position holds back, if it counts.

    Args:
        position: any position.
        opposites: as `negations` gives them.
        withdrawals: as `withdrawals_that_block` gives them.
    """
    if position.act in NOT_STANDS:
        return frozenset()
    if position.act == "withdraw":
        return frozenset({position.issue}) if position.id in withdrawals else frozenset()
    if position.polarity == "against":
        return frozenset({position.issue})
    if position.polarity == "for":
        return opposites.get(position.issue, frozenset())
    return frozenset()


def offered_by_position(
    position: Position, opposites: Mapping[str, frozenset[str]], issues: Mapping[str, Issue]
) -> frozenset[str]:
    """The steps that a position makes possible in the strict reading, if it counts."""
    if position.act in NOT_STANDS or position.act == "withdraw" or position.polarity == "open":
        return frozenset()
    found = set()
    if position.polarity == "for" and _may_offer(position, position.issue, issues, position.act in GIVES):
        found.add(position.issue)
    if position.polarity == "against":
        refuses = position.act in {"reject", "commit"}
        others = opposites.get(position.issue, frozenset())
        found.update(other for other in others if _may_offer(position, other, issues, refuses))
    return frozenset(found)


def _may_offer(position: Position, step: str, issues: Mapping[str, Issue], own: bool) -> bool:
    doers = issues[step].actors if step in issues else ()
    if doers:
        return position.holder in doers and (position.act in WANTS or position.polarity == "against")
    return own


def offered_by_condition(condition: Condition, issues: Mapping[str, Issue]) -> frozenset[str]:
    """The steps that a condition makes possible in the strict reading, if it counts.

    Who says "only if" would do the step on those terms, and wants the requirement.
    """
    found = set()
    doers = issues[condition.step].actors if condition.step in issues else ()
    if not doers or condition.holder in doers:
        found.add(condition.step)
    for wanted in (condition.requirement, *condition.alternatives):
        if wanted in issues and condition.holder in issues[wanted].actors:
            found.add(wanted)
    return frozenset(found)
