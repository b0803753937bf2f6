"""Whether a report fits a ledger, and why, in words: actors and issues in common, and likeness of the texts.

Each counts in points, and a report that has enough fits. Names count most, since two negotiations are told in
much the same words: the texts of one and of another are nearly as like each other as those of one
(`bench/relevance.py` measures this, and holds the figures).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from sqlalchemy import Connection

from onrecord.late import Late
from onrecord.model import Actor, Report, ReportRecords
from onrecord.store import relevance as rows
from onrecord.text.folding import fold
from onrecord.track.issues import issue_keys

vectors_of = Late("onrecord.language.meaning", "vectors_of")
likeness_of = Late("onrecord.language.meaning", "likeness")
content_words = Late("onrecord.track.wording", "content_words")

ENOUGH = 4.0
"""So many points fit."""
LEAD = 1_500
"""Characters of a report's text that its likeness goes by."""
MOST_REPORTS = 2_000
"""Of a ledger's reports so many, the newest, are compared with."""
PERSON, BODY, STATE = 1.0, 0.75, 0.25
"""Points of a shared actor: states are named in news of any kind."""
UNQUOTED = 0.5
"""What an actor counts that the ledger names and never quotes, against one whom it quotes."""
MOST_NAMES, MOST_STATES, MOST_ISSUES, MOST_LIKENESS = 3.0, 0.75, 2.0, 3.0
"""The most points that each ground can give."""
NO_LIKENESS, STEP = 0.5, 0.1
"""Likeness of two texts that tells nothing, and how much more of it makes a point."""
SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """Whether a report fits a ledger.

    Attributes:
        fits: whether it does.
        points: how much speaks for it; `ENOUGH` or more fit.
        why: the grounds in words, or what is missing.
        actors: names of the actors in common, those that count most first.
        issues: labels of the issues in common.
        likeness: the cosine with the ledger's likest report, from -1 to 1; 0 where there is none.
    """

    fits: bool
    points: float
    why: tuple[str, ...]
    actors: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    likeness: float = 0.0


@dataclass(slots=True)
class Known:
    """Vectors of the ledger's newest reports, kept between questions.

    Attributes:
        ids: of the reports.
        vectors: a row for each.
    """

    ids: list[str] = field(default_factory=list)
    vectors: Any = None

    @classmethod
    def of(cls, connection: Connection) -> "Known":
        """Those of a ledger as it is."""
        every = list(rows.leads(connection, MOST_REPORTS, LEAD))
        texts = [content_words(lead) for _, lead in every]
        return cls([id_ for id_, _ in every], vectors_of(texts) if texts else None)

    def add(self, report: Report) -> None:
        """One more."""
        row = vectors_of([_lead(report)])
        self.ids.append(report.id)
        self.vectors = row if self.vectors is None else np.vstack([self.vectors, row])

    def likest(self, report: Report) -> tuple[str, float]:
        """Id of the report that one is most like, and how much; empty and 0 where there is none."""
        others = [place for place, id_ in enumerate(self.ids) if id_ != report.id]
        if not others:
            return "", 0.0
        (mine,) = vectors_of([_lead(report)])
        near = likeness_of(mine, self.vectors[others])
        best = int(near.argmax())
        return self.ids[others[best]], min(float(near[best]), 1.0)


def fit_of(connection: Connection, known: Known, report: Report, records: ReportRecords) -> Fit:
    """Whether a report fits a ledger.

    Args:
        connection: of a transaction that reads.
        known: the vectors of the ledger's reports.
        report: one that is not in it.
        records: what `process` found in it.
    """
    named = _named(records.actors)
    shared = rows.actors_named(connection, named)
    points_of: dict[str, float] = {}
    states: dict[str, float] = {}
    for name, (_, full, quoted) in shared.items():
        points = named[name] * (1.0 if quoted else UNQUOTED)
        into = states if named[name] == STATE else points_of
        into[full] = max(points, into.get(full, 0.0))
    issues = rows.issues_keyed(connection, (key for issue in records.issues for key in issue_keys(issue)))
    likest, likeness = known.likest(report)
    points = (
        min(sum(points_of.values()), MOST_NAMES)
        + min(sum(states.values()), MOST_STATES)
        + min(float(len(issues)), MOST_ISSUES)
        + max(0.0, min((likeness - NO_LIKENESS) / STEP, MOST_LIKENESS))
    )
    actors = sorted(points_of, key=lambda name: (-points_of[name], name)) + sorted(states)
    return Fit(
        fits=points >= ENOUGH,
        points=points,
        why=_why(actors, issues, likest, likeness),
        actors=tuple(actors),
        issues=tuple(issues),
        likeness=likeness,
    )


def _lead(report: Report) -> str:
    lead: str = content_words(f"{report.title}\n{report.text[:LEAD]}")
    return lead


def _named(actors: Iterable[Actor]) -> Mapping[str, float]:
    """Folded names that tell who is meant, with the points of each: no surnames alone, no common nouns."""
    found: dict[str, float] = {}
    for actor in actors:
        points = {"person": PERSON, "organization": BODY, "group": BODY, "state": STATE}.get(actor.kind)
        for name in (actor.name, *actor.aliases) if points else ():
            folded = fold(name)
            whole = actor.kind != "person" or len(folded.split()) > 1
            if whole and any(word[:1].isupper() for word in name.split()) and folded:
                found[folded] = max(points or 0.0, found.get(folded, 0.0))
    return found


def _why(actors: Sequence[str], issues: Sequence[str], likest: str, likeness: float) -> tuple[str, ...]:
    told = [f"names {_some(actors)}" if actors else "names none of the ledger's actors"]
    told.append(f"is about {_some(issues)}" if issues else "has no issue of the ledger")
    if likest:
        told.append(f"reads most like {likest} ({likeness:.2f})")
    return tuple(told)


def _some(names: Sequence[str]) -> str:
    more = len(names) - SHOWN
    told = [*names[:SHOWN], *([f"{more} more"] if more > 0 else [])]
    return " and ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)
