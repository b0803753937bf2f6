"""Working out anew what a judgement changes beyond single reports, when it is made and when it is let go."""

from sqlalchemy import Connection

from onrecord.consolidation import actors, issues, judged_issues
from onrecord.consolidation.anchoring import Places
from onrecord.model import Judgement, text_hash
from onrecord.model.judgements import SPEAKER
from onrecord.store import anchors, judgements, matters, stands


def rejudge_actors(connection: Connection, judgement: Judgement) -> None:
    """Who is one, after a judgement on actors came or went."""
    of_speaker = judgement.verdict == "set_speaker"  # what it is about is no actor; whom it names is one
    texts = dict.fromkeys(
        anchor.known_as
        for anchor in judgement.anchors
        if anchor.known_as and (not of_speaker or anchor.side == SPEAKER)
    )
    if texts:
        actors.rejudge(connection, texts)


def rejudge_issues(connection: Connection, judgement: Judgement) -> None:
    """Which issues are one and what they are called, after a judgement on issues came or went."""
    step = judged_issues.step_of(judgement)
    if step is not None:
        issues.rejudge(connection, step)


def regroup_issues(connection: Connection) -> None:
    """Every issue anew, after other issues were fixed from the start."""
    issues.consolidate(connection)
    stands.touch_issues(connection, matters.every(connection))


def rejudge_tracked(connection: Connection, judgement: Judgement) -> None:
    """Changes and conflicts, after a judgement on one came or went."""
    found = [anchor.known_as for anchor in judgement.anchors]
    if judgement.closed_at is None:
        for place, claim in enumerate(found):
            judgements.put_hold(connection, judgement.id, place, claim)
    stands.touch_issues(connection, anchors.issues_of_claims(connection, found))


def reports_about(connection: Connection, judgement: Judgement) -> set[str]:
    """The ids of the reports that have what a judgement says is no actor or no issue."""
    held = anchors.reports_held(connection, judgement.id)
    if judgement.subject[0].startswith("act-"):
        keys = {text_hash(one.known_as)[: actors.DIGITS] for one in judgement.anchors if one.known_as}
        return held | anchors.reports_with_profiles(connection, keys)
    return held | {
        report for id_ in judgement.subject for report in anchors.reports_with_issue(connection, id_)
    }


def is_own_profile(known_as: str) -> bool:
    """Whether an actor is known by a profile that a judgement gave it in its report."""
    return known_as.startswith("[") and Places.is_own_profile(known_as)
