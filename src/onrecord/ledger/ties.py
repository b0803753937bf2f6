"""What is tied to a goal by words alone, and who stands against that.

A condition links two matters, and what follows from conditions is reasoned about. Much else is only spoken of
in one breath with the goal or with what it needs: somebody opposes the bridge "as one of the ways to trade",
or alleges that the one is made to depend on the other. Nothing follows from that; so it is told apart, with
the sentence that ties the two, and never as a part of a deadlock.
"""

import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

from sqlalchemy import Connection

from onrecord.ledger.charts import Chart, record_from
from onrecord.ledger.in_force import Held, InForce, counts
from onrecord.ledger.indexes import stems_of
from onrecord.model import Position
from onrecord.model.claims import LEAST_SURE
from onrecord.reason import Question
from onrecord.store import goal_rows
from onrecord.text.folding import fold
from onrecord.text.sentences import sentences

NAMED = 5
"""So many of the goal and what it waits for are looked for by name, the goal first."""
LOOKED_AT = 300
"""So many of the last claims whose words hold a name are looked at."""
READ = 1_000
"""So many claims on what is tied are read; what comes after that is left out."""
NAMES_KEPT = 2_000
"""Of so many of these what is found is kept with the chart."""
SPREAD = 3
"""So many other words may stand within a name."""

TOKEN = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*|[;:]")
APART = frozenset({"and", "but", "or", "nor", "while", "whereas", "although", "though", ";", ":"})
"""Between two things, one of these says that the second is another matter."""

BY_NAME = "its name is in it"
"""What `nearness.near_to` says of a matter whose label has a linked one's name in it."""


@dataclass(frozen=True, slots=True)
class Tie:
    """That a matter is named together with the goal, or with what the goal waits for.

    Attributes:
        link: label of the goal or of what it waits for.
        claim: id of the position whose sentence says so; empty where the matter's own label does.
        sentence: the sentence, or empty.
    """

    link: str
    claim: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class TiedGroup:
    """What one party says against one matter in one way, and what ties that matter to the goal."""

    tie: Tie
    held: Held


def groups_tied(
    connection: Connection,
    there: InForce,
    linked: Iterable[str],
    near: Mapping[str, tuple[str, str]],
    most: int,
) -> list[TiedGroup]:
    """Who refuses, alleges or denies what is tied to a goal: matter by matter in order of time, denials last.

    Args:
        connection: of a transaction.
        there: what counts on the day asked for.
        linked: the goal and what it waits for, the goal first.
        near: what stands near these, as `nearness.near_to` gives it.
        most: how many groups at most.
    """
    chart, links = there.chart, list(linked)
    by_name = {matter: Tie(link) for matter, (link, why) in near.items() if why == BY_NAME}
    said = ties_of(connection, chart, there.question, links)
    matters = dict.fromkeys([*said, *sorted(by_name.keys() - said.keys(), key=lambda one: chart.labels[one])])
    found: list[TiedGroup] = []
    against = chain.from_iterable(there.refusals(connection, one) for one in _first(chart, matters))
    for held in sorted(against, key=lambda one: one.start):
        ties = said.get(held.about) or [by_name[held.about]]
        own = {tie.claim: tie for tie in reversed(ties)}
        found.append(TiedGroup(next((own[id_] for id_ in held.ids if id_ in own), ties[0]), held))
    starts: dict[str, int] = {}
    for place, group in enumerate(found):
        starts.setdefault(group.held.about, place)
    found.sort(key=lambda one: (starts[one.held.about], one.held.other == "deny"))
    return found[:most]


def ties_of(
    connection: Connection, chart: Chart, question: Question, linked: Sequence[str]
) -> dict[str, list[Tie]]:
    """The matters that a position's own sentence names together with linked ones, those said last first.

    A condition is a link already, and the other way round: what waits for a thing is no way to it.

    Args:
        connection: of a transaction.
        chart: of the ledger.
        question: what was asked; a position that doesn't count ties nothing.
        linked: ids of the goal and of what it waits for, the goal first.
    """
    everybody = replace(question, actors=None)
    own, found = set(linked), dict[str, list[Tie]]()
    for link in linked[:NAMED]:
        for one, matter, tie in _named_with(connection, chart, link):
            if matter not in own and counts(one, everybody):
                found.setdefault(matter, []).append(tie)
    return found


def _named_with(connection: Connection, chart: Chart, link: str) -> Sequence[tuple[Position, str, Tie]]:
    """The positions whose sentence names their matter together with a linked one; kept with the chart."""
    kept: OrderedDict[str, list[tuple[Position, str, Tie]]]
    kept = chart.worked_out.setdefault("named with", OrderedDict())
    found = kept.get(link)
    if found is None:
        found = []
        for name in names_of(chart.issues[link].aliases) if link in chart.issues else ():
            for row in goal_rows.naming(connection, _searched(name), LEAST_SURE, LOOKED_AT):
                matter = chart.matter[chart.ids[row.about]]
                one = record_from(row, chart.ids, chart.matter, chart.alternatives, {})
                sentence = sentence_of(row.words, row.said or "")
                if isinstance(one, Position) and ties(sentence, name, chart.issues[matter].label):
                    found.append((one, matter, Tie(chart.labels[link], row.id, sentence)))
        kept[link] = found
        if len(kept) > NAMES_KEPT:
            kept.popitem(last=False)
    return found


def names_of(aliases: Iterable[str]) -> list[str]:
    """The shortest names of an issue, each of two words that tell something at least.

    A name that holds another is left out: whoever says "firm guarantees of trade" says "guarantees of trade".
    """
    kept: list[tuple[frozenset[str], str]] = []
    for name in sorted(aliases, key=lambda one: (len(stems_of(one)), len(one), one)):
        own = stems_of(name)
        if len(own) > 1 and not any(other <= own for other, _ in kept):
            kept.append((own, name))
    return [name for _, name in kept]


def sentence_of(words: str, said: str) -> str:
    """The sentence of a statement that holds a claim's words; the words alone where none does.

    Args:
        words: of the claim.
        said: what the statement says, in which the claim was found; may be empty.
    """
    start = said.find(words)
    if start < 0:
        return words
    end = start + len(words)
    parts = [(first, last) for first, last in sentences(said) if first < end and start < last]
    return said[parts[0][0] : parts[-1][1]]


def ties(sentence: str, name: str, label: str) -> bool:
    """Whether a sentence names a linked issue as a part of what it says of another.

    All words of the name stand close together, and nothing between them and the nearest word of the label
    makes it one matter and another: "the bridge as a way to trade", but not "the bridge, and we want trade".

    Args:
        sentence: the words.
        name: of the linked issue.
        label: of the other issue.
    """
    wanted, tokens = stems_of(name), TOKEN.findall(sentence)
    stems = [_stem_of(token) for token in tokens]
    other = stems_of(label) - wanted
    places = [place for place, one in enumerate(stems) if one in other]
    for first, last in _windows(stems, wanted):
        before = max((place for place in places if place < first), default=None)
        after = min((place for place in places if place > last), default=None)
        gaps = [] if before is None else [tokens[before + 1 : first]]
        gaps += [] if after is None else [tokens[last + 1 : after]]
        if any(APART.isdisjoint(token.casefold() for token in gap) for gap in gaps):
            return True
    return False


def _windows(stems: Sequence[str], wanted: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where all stems of a name stand with no more than a few other words among them."""
    longest = len(wanted) + SPREAD
    for first, one in enumerate(stems):
        if one not in wanted:
            continue
        seen: set[str] = set()
        for place in range(first, min(len(stems), first + longest)):
            seen |= {stems[place]} & wanted
            if seen == wanted:
                yield first, place
                break


@lru_cache(maxsize=65_536)
def _stem_of(token: str) -> str:
    found = stems_of(token.removesuffix("’s").removesuffix("'s"))
    return next(iter(found), "") if len(found) == 1 else ""


def _searched(name: str) -> str:
    """The words of a name that tell something, for the full-text search."""
    wanted = stems_of(name)
    return " ".join(word for word in fold(name).split() if _stem_of(word) in wanted) or name


def _first(chart: Chart, matters: Iterable[str]) -> list[str]:
    """The first of some matters, as many as may be read."""
    found: list[str] = []
    left = READ
    for matter in matters:
        left -= chart.claims[matter]
        if left < 0 and found:
            break
        found.append(matter)
    return found
