"""Positions, conditions and events of one report, for people."""

from typing import TYPE_CHECKING

import click

from onrecord.cli.output import bold, dim
from onrecord.cli.readable import joined, quoted, wrapped

if TYPE_CHECKING:
    from onrecord.model import ReportRecords

SIGNS = {"for": "+", "against": "-", "open": "?"}


def print_claims(records: "ReportRecords", explain: bool) -> None:
    """What the parties want, and on which terms; nothing where nothing was found.

    Args:
        records: the report's records.
        explain: name the pattern that each was found by.
    """
    names = {actor.id: actor.name for actor in records.actors}
    labels = {issue.id: issue.label for issue in records.issues}
    patterns = dict(records.patterns) if explain else {}

    def teller(via: str | None) -> str:
        return f", as {names[via]} says" if via in names else ""

    def words(one: str, evidence: str) -> None:
        pattern = f" [{patterns[one]}]" if one in patterns else ""
        click.echo(wrapped(quoted(evidence) + pattern, "    ", how=dim))

    if records.positions:
        click.echo(bold("Positions"))
    for position in records.positions:
        holder = names.get(position.holder, "somebody")
        line = f"{SIGNS[position.polarity]} {holder}: {position.act} {labels[position.issue]}"
        click.echo(wrapped(line + teller(position.via), "  "))
        words(position.id, joined(position.evidence))
    if records.conditions:
        click.echo(bold("Conditions"))
    for condition in records.conditions:
        link = "only with" if condition.relation == "requires" else "only after"
        holder = names.get(condition.holder, "somebody")
        line = f"{holder}: {labels[condition.step]}, {link} {labels[condition.requirement]}"
        click.echo(wrapped(line + teller(condition.via), "  "))
        words(condition.id, joined(condition.evidence))
    if records.events:
        click.echo(bold("Events"))
    for event in records.events:
        click.echo(wrapped(f"{labels[event.issue]}: {event.status}{teller(event.via)}", "  "))
        words(event.id, joined(event.evidence))
