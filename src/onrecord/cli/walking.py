"""Going through what waits for a judgement, one by one, with keys and a way back."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.output import bold, dim, note, plural
from onrecord.cli.readable import short, wrapped
from onrecord.errors import NotFound, OnrecordError

if TYPE_CHECKING:
    from onrecord.ledger import Ledger
    from onrecord.ledger.reviewing import Doubt, Kind
    from onrecord.model import Judgement

KINDS = ("actor", "issue", "claim", "single", "speaker")
AHEAD = 50  # doubts fetched at a time
ASKED = {
    "actor": "Are these one?",
    "issue": "Are these one?",
    "claim": "Do the words say this?",
    "single": "Do the words say this?",
    "speaker": "Who said it?",
}


def walk(ledger: "Ledger", *, kinds: "Sequence[Kind]", by: str, as_json: bool) -> "list[Judgement]":
    """Ask about what waits until it ends, or whoever answers does.

    Args:
        ledger: the ledger.
        kinds: what to ask about; all unless given.
        by: who answers.
        as_json: print nothing but what went wrong.

    Returns:
        The judgements that were made and not taken back.
    """
    made: list[tuple[Doubt, Judgement]] = []
    passed: set[tuple[str, ...]] = set()
    again: list[Doubt] = []
    ahead: list[Doubt] = []
    while True:
        doubt = again.pop() if again else _next(ledger, kinds, passed, ahead)
        if not as_json:
            click.echo(_page(ledger, doubt) if doubt else _end(made))
        answer = _answer(as_json) if doubt or made else "q"
        if answer == "q" or (doubt is None and answer != "u"):
            break
        if answer == "u":
            if doubt is not None:
                again.append(doubt)
            if made:
                former, judgement = made.pop()
                ledger.close_judgement(judgement.id)
                passed.discard(former.subject)
                again.append(former)
                note(f"Taken back: {judgement.verdict.replace('_', ' ')} ({short(judgement.id)}).")
            continue
        assert doubt is not None
        passed.add(doubt.subject)
        try:
            decided = _decided(ledger, doubt, answer, by)
        except OnrecordError as error:
            note(str(error))
            again.append(doubt)
            continue
        if decided is not None:
            made.append((doubt, decided))
    if not as_json:
        note(f"{plural(len(made), 'judgement')} made.")
    return [judgement for _, judgement in made]


def _end(made: "Sequence[Any]") -> str:
    return "\nNothing more waits." + (dim("  u take the last back · q end") if made else "")


def _next(
    ledger: "Ledger", kinds: "Sequence[Kind]", passed: set[tuple[str, ...]], ahead: "list[Doubt]"
) -> "Doubt | None":
    """The most valuable doubt that was not passed by, and that no answer has settled since.

    Args:
        ledger: the ledger.
        kinds: what to ask about.
        passed: what was asked about.
        ahead: what comes next; worked out anew where it ends, since that takes a second or more.
    """
    for again in (False, True):
        if again:
            ahead[:] = ledger.queue(limit=AHEAD + len(passed), kinds=kinds)
        while ahead:
            doubt = ahead.pop(0)
            if doubt.subject not in passed and _is_open(ledger, doubt):
                return doubt
    return None


def _is_open(ledger: "Ledger", doubt: "Doubt") -> bool:
    """Whether the records of a doubt are still there, and two still two."""
    from onrecord.store.entries import ActorEntry, IssueEntry

    try:
        found = [ledger.record(id_) for id_ in doubt.subject]
    except NotFound:
        return False
    ids = {one.actor.id for one in found if isinstance(one, ActorEntry)}
    ids |= {one.issue.id for one in found if isinstance(one, IssueEntry)}
    return not ids or len(ids) == len(doubt.subject)


def _page(ledger: "Ledger", doubt: "Doubt") -> str:
    """A doubt with its evidence and its keys."""
    from onrecord.cli.claim_pages import claim_page
    from onrecord.cli.pages import attribution_page
    from onrecord.store.entries import AttributionShown, ClaimShown

    lines = ["", bold(ASKED[doubt.kind]) + dim(f"  {doubt.why}")]
    for id_ in doubt.subject:
        shown = ledger.show(id_)
        if isinstance(shown, ClaimShown):
            lines.append(claim_page(shown))
        elif isinstance(shown, AttributionShown):
            lines.append(attribution_page(shown))
            candidates = enumerate(shown.entry.candidates, start=1)
            lines += [f"  {number}  {name}" for number, name in candidates]
        else:
            lines.append(_of_cluster(shown))
    keys = {
        "actor": "y one · n two · r one, and name it",
        "issue": "y one · n two · r one, and label it",
        "claim": "y it is so · n it is not · s another holder",
        "single": "y it is so · n it is not · s another holder",
        "speaker": "1-9 this one · s another · n no statement",
    }[doubt.kind]
    return "\n".join([*lines, dim(f"{keys} · Enter next · u take the last back · q end")])


def _of_cluster(shown: Any) -> str:
    """An actor or issue in a few lines: what it goes by, and the first things said."""
    from onrecord.store.entries import ActorShown

    if isinstance(shown, ActorShown):
        actor = shown.entry.actor
        roles = ", ".join(f"{role.title} of {role.for_}" if role.for_ else role.title for role in actor.roles)
        lines = [f"  {bold(actor.name)}, {actor.kind} {dim(short(actor.id))}"]
        lines += [wrapped(f"also {', '.join(actor.aliases)}", "    ")] if len(actor.aliases) > 1 else []
        lines += [wrapped(roles, "    ")] if roles else []
        said = [
            (entry.report, " ".join(span.text for span in entry.attribution.content))
            for entry in shown.attributions.items[:3]
        ]
    else:
        issue = shown.entry.issue
        lines = [f"  {bold(issue.label)}, {issue.kind} {dim(short(issue.id))}"]
        lines += [wrapped(f"also {', '.join(issue.aliases)}", "    ")] if len(issue.aliases) > 1 else []
        every = [*shown.positions.items, *shown.conditions.items][:3]
        said = [(entry.report, " ".join(span.text for span in entry.record.evidence)) for entry in every]
    lines += [wrapped(f'"{words}" ({report.outlet or "outlet not known"})', "    ") for report, words in said]
    return "\n".join(lines)


def _decided(ledger: "Ledger", doubt: "Doubt", answer: str, by: str) -> "Judgement | None":
    """What an answer amounts to; None where it passes a doubt by."""
    two = doubt.kind in ("actor", "issue")
    if answer == "y" and doubt.kind != "speaker":
        return ledger.judge(doubt.subject, "merge" if two else "confirm", by=by)
    if answer == "n":
        return ledger.judge(doubt.subject, "split" if two else "reject", by=by)
    if answer == "r" and two:
        return ledger.judge(doubt.subject, "merge", _asked("Name"), by=by)
    if answer == "s" and not two:
        return ledger.judge(doubt.subject, "set_speaker", _asked("Who"), by=by)
    if answer.isdigit() and doubt.kind == "speaker":
        from onrecord.store.entries import AttributionEntry

        entry = ledger.record(doubt.subject[0])
        assert isinstance(entry, AttributionEntry)
        candidates = entry.attribution.candidates
        if 1 <= int(answer) <= len(candidates):
            return ledger.judge(doubt.subject, "set_speaker", candidates[int(answer) - 1], by=by)
    return None


def _answer(as_json: bool) -> str:
    """A key; of input that is no terminal the first letter of a line. `q` where there is no more."""
    if sys.stdin.isatty() and not as_json:
        key = click.getchar()
        return " " if key in ("\r", "\n", " ") else key.lower()
    line = sys.stdin.readline()
    return (line.strip().lower()[:1] or " ") if line else "q"


def _asked(what: str) -> str:
    """A line of text."""
    if sys.stdin.isatty():
        return str(click.prompt(what))
    return sys.stdin.readline().strip()
