"""What a requirement needs to be there by its own words: "a request from parties in merger talks".

Nobody can make such a request before the talks, so that the step waits for these too.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from onrecord.interpret.drafts import ConditionDraft
from onrecord.interpret.whole import head_of
from onrecord.interpret.words import read_data

_FROM = re.compile(
    r"\b(?:from|by|of|between|among)\s+(?:the\s+|an?\s+)?"
    r"(?P<who>(?:\w+\s+)?(?:parties|sides|partners|governments?|states|countries|delegations|negotiators|unions))"
    r"\s+in\s+(?P<what>\w.*)$"
)
_PLACES = frozenset({"office", "power"})
LESS_SURE = 0.9


def implied(conditions: Iterable[ConditionDraft]) -> Iterator[ConditionDraft]:
    """The conditions that others hold within the name of what they wait for.

    Args:
        conditions: of a sentence.

    Yields:
        One for each whose requirement is somebody's who must be in talks, or in office, to bring it about.
    """
    for draft in conditions:
        match = _FROM.search(draft.requirement.label) if draft.relation == "requires" else None
        if match is None or draft.requirement.negative:
            continue
        what = match["what"].strip()
        if what in _PLACES:
            label = f"{match['who']} in {what}"
        elif head_of(what.lower().split()) in read_data("events")["occasions"]:
            label = what
        else:
            continue
        yield replace(
            draft,
            requirement=replace(draft.requirement, label=label, thing="", base="", short=""),
            alternatives=(),
            pattern=f"{draft.pattern} (implied)",
            confidence=draft.confidence * LESS_SURE,
        )
