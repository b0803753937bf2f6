"""Claims in a few words: "Keld rejects the trial", "the guild: tunnel, only with the audit"."""

import re
from collections.abc import Mapping

from onrecord.errors import UsageError
from onrecord.model import Act, Condition, Event, Polarity, Position

VERBS: Mapping[Act, str] = {
    "demand": "demands",
    "offer": "offers",
    "accept": "accepts",
    "commit": "commits itself to",
    "support": "supports",
    "concede": "concedes",
    "reject": "rejects",
    "oppose": "opposes",
    "withdraw": "takes back",
    "threaten": "threatens over",
    "deny": "denies",
    "allege": "alleges",
}
USUAL: Mapping[Act, Polarity] = {
    "reject": "against",
    "oppose": "against",
    "threaten": "against",
    "deny": "against",
    "withdraw": "open",
}
# Words by which a what-if names an act, and the polarity where it isn't the usual one.
ACTS: Mapping[str, tuple[Act, Polarity]] = {
    "demands": ("demand", "for"),
    "offers": ("offer", "for"),
    "accepts": ("accept", "for"),
    "agrees to": ("accept", "for"),
    "commits to": ("commit", "for"),
    "commits itself to": ("commit", "for"),
    "promises": ("commit", "for"),
    "supports": ("support", "for"),
    "concedes": ("concede", "for"),
    "rejects": ("reject", "against"),
    "refuses": ("reject", "against"),
    "opposes": ("oppose", "against"),
    "withdraws": ("withdraw", "open"),
    "takes back": ("withdraw", "open"),
    "threatens": ("threaten", "against"),
}


def sentence_of(record: Position | Condition | Event, holder: str, labels: Mapping[str, str]) -> str:
    """A record in a few words.

    Args:
        record: the record.
        holder: name of its holder; not used for events.
        labels: of issues, by id.
    """
    if isinstance(record, Event):
        return f"{labels.get(record.issue, record.issue)}: {record.status}"
    if isinstance(record, Condition):
        step, need = labels.get(record.step, record.step), labels.get(record.requirement, record.requirement)
        link = "only with" if record.relation == "requires" else "only after"
        also = "".join(f" or {labels.get(one, one)}" for one in record.alternatives)
        return f"{holder}: {step}, {link} {need}{also}"
    issue = labels.get(record.issue, record.issue)
    usual = USUAL.get(record.act, "for")
    if record.polarity == usual:
        return f"{holder} {VERBS[record.act]} {issue}"
    if record.polarity == "open":
        return f"{holder} is open on {issue}"
    return f"{holder} speaks {record.polarity} {issue}"


def parsed(words: str) -> tuple[str, Act, Polarity, str]:
    """What a what-if adds, taken apart.

    Args:
        words: such as "Keld accepts the trial".

    Returns:
        The words for the holder, the act, the polarity, and the words for the issue.

    Raises:
        UsageError: there is no verb in it that names an act, or nothing on one side of it.
    """
    verbs = "|".join(sorted(map(re.escape, ACTS), key=len, reverse=True))
    match = re.fullmatch(rf"\s*(?P<holder>.+?)\s+(?P<verb>{verbs})\s+(?P<issue>.+?)\s*", words)
    if match is None:
        raise UsageError(
            f"{words!r} doesn't say who would do what.",
            f'Write "HOLDER accepts ISSUE"; the verbs are {", ".join(ACTS)}.',
        )
    act, polarity = ACTS[match["verb"]]
    return match["holder"], act, polarity, match["issue"]
