"""What holders do, in words that the label of an issue can follow: `demands`, `doesn't rule out`."""

from collections.abc import Mapping

SIGNS: Mapping[str, str] = {"for": "+", "against": "-", "open": "?"}
# What a holder does, as a verb before the label of an issue.
ACTS: Mapping[str, str] = {
    "demand": "demands", "offer": "offers", "accept": "accepts", "commit": "commits to",
    "support": "supports", "concede": "concedes", "reject": "rejects", "oppose": "opposes",
    "withdraw": "takes back", "threaten": "threatens over", "deny": "denies", "allege": "alleges",
}  # fmt: skip
OPEN: Mapping[str, str] = {
    "accept": "might accept", "offer": "might offer", "commit": "might commit to",
    "support": "doesn't rule out", "oppose": "isn't sure about", "demand": "no longer insists on",
}  # fmt: skip
AGAINST: Mapping[str, str] = {
    "demand": "demands that there be no", "commit": "promises that there will be no",
    "support": "speaks against", "offer": "offers to do without", "accept": "accepts doing without",
    "allege": "says that there is no",
}  # fmt: skip
FOR: Mapping[str, str] = {
    "deny": "denies that there is no", "reject": "rejects doing without", "oppose": "is against dropping",
}  # fmt: skip
# The same of a day that is past: words that go with one person, with several and with a body.
DID: Mapping[str, str] = {
    "demand": "demanded", "offer": "offered", "accept": "accepted", "commit": "committed to",
    "support": "supported", "concede": "conceded", "reject": "rejected", "oppose": "opposed",
    "withdraw": "took back", "threaten": "threatened over", "deny": "denied", "allege": "alleged",
}  # fmt: skip
DID_OPEN: Mapping[str, str] = {
    "accept": "did not rule out accepting", "offer": "did not rule out offering",
    "commit": "did not rule out committing to", "concede": "did not rule out conceding",
    "support": "did not rule out", "oppose": "had doubts about", "demand": "no longer insisted on",
    "reject": "stopped short of rejecting", "deny": "stopped short of denying",
    "allege": "stopped short of alleging",
}  # fmt: skip
DID_AGAINST: Mapping[str, str] = {
    "demand": "demanded that there be no", "commit": "promised that there would be no",
    "support": "spoke against", "offer": "offered to do without", "accept": "accepted doing without",
    "concede": "conceded doing without", "allege": "said that there was no",
}  # fmt: skip
DID_FOR: Mapping[str, str] = {
    "deny": "denied that there was no", "reject": "rejected doing without", "oppose": "opposed dropping",
}  # fmt: skip
LINKS: Mapping[str, str] = {"requires": "only with", "before": "only after"}

CHANGES: Mapping[str, str] = {
    "reversed": "turned round on",
    "softened": "softened on",
    "hardened": "hardened on",
    "withdrawn": "took back",
}
CONFLICTS: Mapping[str, str] = {
    "opposed": "against each other",
    "denial": "a claim and its denial",
    "conflicting_reports": "told differently",
}


def does(act: str, polarity: str) -> str:
    """What a holder does with an issue.

    Args:
        act: such as `demand`.
        polarity: `for`, `against` or `open`.
    """
    return {"open": OPEN, "against": AGAINST, "for": FOR}[polarity].get(act, ACTS[act])


def did(act: str, polarity: str) -> str:
    """What a holder did with an issue, in words that go with one person, with several and with a body.

    Args:
        act: such as `demand`.
        polarity: `for`, `against` or `open`.
    """
    return {"open": DID_OPEN, "against": DID_AGAINST, "for": DID_FOR}[polarity].get(act, DID[act])
