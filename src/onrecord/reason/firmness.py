"""How firm a claim is: a rough count by act, repetition and recency. It ranks; it measures nobody's faith."""

from datetime import date

from onrecord.model import Condition, Position
from onrecord.reason.problem import Claim
from onrecord.reason.stands import since

ACTS = {"threaten": 4, "reject": 4, "commit": 4, "demand": 3, "withdraw": 3, "oppose": 2}
RELATIONS = {"requires": 3, "before": 2}
OTHERWISE = 2
REPETITIONS_COUNTED = 3
RECENT = ((30, 2), (90, 1))  # days before the day asked for, and what that adds


def firmness(claim: Claim, as_of: date) -> int:
    """What giving up a claim counts, when ranking by firmness: 2 to 9.

    The firmest of its acts (2 to 4), one for each further report that carries it (up to 3), and up
    to 2 where it was last said within 30 or 90 days.
    """
    act = max(_of_act(record) for record in claim.records)
    repeats = min(len({record.report for record in claim.records}) - 1, REPETITIONS_COUNTED)
    days = [day for record in claim.records if (day := since(record.date)) is not None]
    age = (as_of - max(days)).days if days else None
    recent = next((more for limit, more in RECENT if age is not None and age <= limit), 0)
    return act + repeats + recent


def _of_act(record: Position | Condition) -> int:
    if isinstance(record, Condition):
        return RELATIONS[record.relation]
    return ACTS.get(record.act, OTHERWISE)
