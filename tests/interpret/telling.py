"""Small reports for the tests of interpret/: one text, its speakers marked by hand, and what comes out."""

import re
from dataclasses import dataclass

from onrecord.interpret import Claims, interpret
from onrecord.language import analyse
from onrecord.model import (
    ActingFor,
    Actor,
    ActorKind,
    Attribution,
    DateInterval,
    Mention,
    Report,
    Role,
    Span,
    stable_id,
)
from onrecord.model.claims import Condition, Position
from onrecord.text.tokens import read_out

PUBLISHED = DateInterval()
_SAID = r"(?:said|says|told reporters|noted|stressed|warned|wrote|announced|confirmed)"


@dataclass(frozen=True)
class Told:
    """What came out of a text, with words in place of ids."""

    claims: Claims
    names: dict[str, str]

    def label(self, issue: str) -> str:
        return next(found.label for found in self.claims.issues if found.id == issue)

    def position(self, found: Position) -> tuple[str, str, str, str]:
        return self.names[found.holder], found.act, found.polarity, self.label(found.issue)

    def condition(self, found: Condition) -> tuple[str, str, str, str]:
        return self.names[found.holder], found.relation, self.label(found.step), self.label(found.requirement)

    @property
    def positions(self) -> list[tuple[str, str, str, str]]:
        return [self.position(found) for found in self.claims.positions]

    @property
    def conditions(self) -> list[tuple[str, str, str, str]]:
        return [self.condition(found) for found in self.claims.conditions]

    @property
    def events(self) -> list[tuple[str, str]]:
        return [(found.status, self.label(found.issue)) for found in self.claims.events]


def tell(
    text: str,
    *names: str,
    kinds: dict[str, ActorKind] | None = None,
    acts_for: dict[str, str] | None = None,
    titles: dict[str, str] | None = None,
    least: float = 0.0,
) -> Told:
    """Read claims out of a text, however sure: a sentence alone tells little of what a report is about.

    Args:
        text: quotations with ", the X said" after them, and "the X said that ..." are attributed to X.
        names: words that stand for an actor each, "the" left out; wherever they occur they are mentions.
        kinds: of the actors; `organization` where not given.
        acts_for: whom an actor acts for.
        titles: offices that actors hold, of bodies that aren't told.
        least: how sure a position must be.
    """
    kinds, acts_for, titles = kinds or {}, acts_for or {}, titles or {}
    ids = {name: stable_id("actor", name) for name in names}
    actors = [
        Actor(
            id=ids[n],
            name=n,
            kind=kinds.get(n, "organization"),
            acts_for=(ActingFor(ids[acts_for[n]]),) if n in acts_for else (),
            roles=(Role(titles[n]),) if n in titles else (),
        )
        for n in names
    ]
    mentions = [
        Mention(Span.of(text, *match.span()), ids[name], 1.0)
        for name in names
        for match in re.finditer(rf"(?:\b[Tt]he )?(?<!\w){re.escape(name)}(?!\w)", text)
    ]
    report = Report(text=text)
    attributions = [
        Attribution(
            id=stable_id("attribution", str(number)),
            report=report.id,
            kind="direct" if text[start - 1] in '"\u201c' else "indirect",
            attitude="speech",
            content=(Span.of(text, start, end),),
            cue=(Span.of(text, *cue),),
            source=(Span.of(text, *source),),
            speaker=next(
                (m.actor for m in mentions if m.span.start < source[1] and source[0] < m.span.end), None
            ),
        )
        for number, (start, end, source, cue) in enumerate(_statements(text))
    ]
    return Told(
        interpret(report, read_out(analyse(text)), attributions, actors, mentions, least=least),
        {id_: name for name, id_ in ids.items()},
    )


def _statements(text: str) -> list[tuple[int, int, tuple[int, int], tuple[int, int]]]:
    found = []
    for match in re.finditer(rf'"(?P<content>[^"]+?)[,.!?]?" (?P<source>[^".,]+?) (?P<cue>{_SAID})', text):
        found.append((*match.span("content"), match.span("source"), match.span("cue")))
    for match in re.finditer(
        rf"(?:(?<=^)|(?<=\. ))(?P<source>[^\".,]+?) (?P<cue>{_SAID})(?: that)? (?P<content>[^\"]+?)\.(?= |$)",
        text,
    ):
        found.append((*match.span("content"), match.span("source"), match.span("cue")))
    for match in re.finditer(
        rf"(?:(?<=^)|(?<=\. ))(?P<content>[^\".]+?), (?P<source>[^\".,]+?) (?P<cue>{_SAID})(?=\.| on )", text
    ):
        found.append((*match.span("content"), match.span("source"), match.span("cue")))
    return sorted(found)
