"""Actors: the list, and one with what it said."""

from fastapi import APIRouter

from onrecord.errors import NotFound
from onrecord.exchange.jsonl import actor_record
from onrecord.store.entries import ActorEntry, ActorShown
from onrecord.web.answers import Answer, id_after
from onrecord.web.joining import (
    actor_records,
    judgement_records,
    names_of,
    reports_of,
    statement_records,
)
from onrecord.web.opened import Here, Opened
from onrecord.web.queries import AboutActors, Asks, OfActor
from onrecord.web.shapes import ActorData, ActorsData
from onrecord.web.showing import page

router = APIRouter(prefix="/l/{ledger}")


@page(router, "/actors", "actors.html", ActorsData)
def actors(here: Here, query: Asks[AboutActors]) -> Answer[ActorsData]:
    """Actors, those who are quoted most first."""
    found = here.ledger.actors(
        search=query.search, kind=query.kind or "", limit=query.limit, after=id_after(query.after)
    )
    quoted = {entry.actor.id: entry.attributions for entry in found.items}
    data = ActorsData(items=actor_records(found.items), quoted=quoted)
    return Answer(data=data, after=found.next, total=found.total)


@page(router, "/actors/{actor}", "actor.html", ActorData)
def actor(here: Here, actor: str, query: Asks[OfActor]) -> Answer[ActorData]:
    """An actor with what it said."""
    shown = here.ledger.show(actor)
    if not isinstance(shown, ActorShown):
        raise NotFound(f"{actor} is no actor.", "Take the id of an actor from the list.")
    one = shown.entry.actor
    said = here.ledger.attributions(speaker=one.id, limit=query.limit, after=id_after(query.after))
    principals = {other.actor for other in one.acts_for}
    data = ActorData(
        actor=actor_record(one),
        quoted=shown.entry.attributions,
        positions=here.ledger.positions(holder=one.id, limit=1).total,
        items=statement_records(said.items),
        reports=reports_of(said.items),
        names={one.id: one.name, **names_of(said.items), **_names(here, principals)},
        judgements=judgement_records(shown.judgements),
    )
    return Answer(data=data, after=said.next, total=said.total)


def _names(here: Opened, ids: set[str]) -> dict[str, str]:
    """The names of some actors, by id."""
    found = {}
    for id_ in sorted(ids):
        entry = here.ledger.record(id_)
        if isinstance(entry, ActorEntry):
            found[id_] = entry.actor.name
    return found
