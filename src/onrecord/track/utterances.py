"""Utterances: the attributions of one act of speaking, over all reports that carry it.

Links are found pair by pair (`sayings`), and followed from the surest on. A link that would bring an
opposite, two speakers or two days together is left out, so that no chain of likenesses ends in a
contradiction. Which group an attribution ends in depends on the attributions that links connect it with, and
on nothing else.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from onrecord.model import UNKNOWN_DATE, DateInterval, Utterance, stable_id
from onrecord.model.dates import Basis
from onrecord.text.folding import folded_words
from onrecord.track.copies import Copied, independent, sources
from onrecord.track.sayings import (
    Said,
    copied_statements,
    goes_on,
    joining,
    one_speaker,
    one_time,
    same_words,
    utterance_keys,
    word_for_word,
)
from onrecord.track.wording import opposed

PIECES = " \u2026 "


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """That two attributions are of one utterance.

    Attributes:
        one: id of an attribution, the smaller.
        other: id of the other.
        confidence: 0 to 1.
        certain: whether structure shows it, a piece that goes on or a copy, and not the words and the time.
    """

    one: str
    other: str
    confidence: float
    certain: bool = False


@dataclass(slots=True)
class _Group:
    """Attributions joined so far."""

    members: list[Said]
    confidence: float = 1.0
    wordings: dict[str, Said] = field(default_factory=dict)


def links_within(report: Sequence[Said]) -> list[Link]:
    """Links among the attributions of one report: pieces of a quotation that goes on."""
    return [Link(min(two), max(two), 1.0, True) for two in goes_on(report)]


def links_to_origin(copy: Sequence[Said], origin: Sequence[Said]) -> list[Link]:
    """Links between the attributions of a report and those of the one that it was copied from."""
    return [
        Link(min(one, other), max(one, other), confidence, True)
        for one, other, confidence in copied_statements(copy, origin)
    ]


def link(one: Said, other: Said) -> Link | None:
    """The link between two attributions of reports that are no copies of each other, if there is one."""
    confidence = joining(one, other)
    return Link(min(one.id, other.id), max(one.id, other.id), confidence) if confidence else None


def utterances(said: Iterable[Said], pairs: Iterable[Copied]) -> tuple[Utterance, ...]:
    """Group the attributions of many reports into utterances, from nothing.

    Args:
        said: all of them, in any order.
        pairs: all pairs of copies among their reports.

    Returns:
        Every attribution is in one; in order of their ids.
    """
    known = {each.id: each for each in said}
    pairs = sorted(set(pairs))
    by_report: dict[str, list[Said]] = {}
    for each in known.values():
        by_report.setdefault(each.report, []).append(each)
    links: set[Link] = set()
    for report in by_report.values():
        links.update(links_within(report))
    for pair in sources(pairs).values():
        links.update(links_to_origin(by_report.get(pair.copy, ()), by_report.get(pair.origin, ())))
    copies = {frozenset((pair.copy, pair.origin)) for pair in pairs}
    for one, other in _alike(known):
        if frozenset((one.report, other.report)) not in copies:
            found = link(one, other)
            links.update([found] if found else [])
    return grouped(known, links, pairs)


def grouped(
    said: Mapping[str, Said], links: Iterable[Link], pairs: Iterable[Copied]
) -> tuple[Utterance, ...]:
    """Follow links from the surest on, and make an utterance of each group.

    Args:
        said: attributions by id: all that the links connect with any of them.
        links: between them.
        pairs: of copies among their reports.

    Returns:
        Every attribution is in one; in order of their ids.
    """
    groups = {id_: _Group([each], wordings={each.text: each}) for id_, each in said.items()}
    for each in sorted(set(links), key=lambda found: (not found.certain, -found.confidence, found)):
        one, other = groups[each.one], groups[each.other]
        if one is other or not (_fit(one, other, certain=each.certain)):
            continue
        small, large = sorted((one, other), key=lambda group: (len(group.members), group.members[0].id))
        large.members += small.members
        large.wordings |= small.wordings
        large.confidence = min(one.confidence, other.confidence, each.confidence)
        for member in small.members:
            groups[member.id] = large
    pairs = list(pairs)
    distinct = {id(group): group for group in groups.values()}
    return tuple(sorted((_utterance(group, pairs) for group in distinct.values()), key=lambda one: one.id))


def _alike(said: Mapping[str, Said]) -> Iterable[tuple[Said, Said]]:
    """Pairs of attributions that share a key, of different reports and at one time."""
    shelves: dict[str, list[str]] = {}
    for id_ in sorted(said):
        for key in utterance_keys(said[id_]):
            shelves.setdefault(key, []).append(id_)
    done: set[tuple[str, str]] = set()
    for shelf in shelves.values():
        for one, other in _at_one_time([said[id_] for id_ in shelf]):
            two = (min(one.id, other.id), max(one.id, other.id))
            if one.report != other.report and two not in done:
                done.add(two)
                yield said[two[0]], said[two[1]]


def _at_one_time(shelf: list[Said]) -> Iterable[tuple[Said, Said]]:
    """Pairs whose days overlap, by a sweep over their last days."""
    if len(shelf) < 100:
        yield from combinations(shelf, 2)
        return
    shelf = sorted(shelf, key=lambda each: (each.days[1], each.id))
    running: list[Said] = []
    for each in shelf:
        running = [before for before in running if one_time(before, each)]
        yield from ((before, each) for before in running)
        running.append(each)


def _fit(one: _Group, other: _Group, *, certain: bool) -> bool:
    """Whether nothing in two groups speaks against their being one utterance."""
    for mine in one.wordings.values():
        for theirs in other.wordings.values():
            if opposed(mine.wording, theirs.wording):
                return False
    if certain:
        return True
    theirs_by_report: dict[str, list[Said]] = {}
    for each in other.members:
        theirs_by_report.setdefault(each.report, []).append(each)
    if any(
        not same_words(mine, twin) for mine in one.members for twin in theirs_by_report.get(mine.report, ())
    ):
        return False
    if any(_are_two_persons(mine, theirs) for mine in one.members for theirs in other.members):
        return False  # a body whose very words both have joins neither with the other
    return any(
        one_speaker(mine, theirs) or word_for_word(mine, theirs)
        for mine in one.members
        for theirs in other.members
    ) and all(one_time(mine, theirs) for mine in one.wordings.values() for theirs in other.wordings.values())


def _are_two_persons(one: Said, other: Said) -> bool:
    """Whether two attributions are of two persons, each by a name of their own."""
    return one.who == other.who == "person" and one.speaker != other.speaker


def _utterance(group: _Group, pairs: list[Copied]) -> Utterance:
    if len(group.members) == 1:
        return _alone(group.members[0], group.confidence)
    members = sorted(group.members, key=lambda each: (each.report, each.start, each.id))
    reports = sorted({each.report for each in members})
    first = _first_report(members, pairs)
    ordered = sorted(
        members, key=lambda each: (each.report != first, *_published(each), each.report, each.start)
    )
    return Utterance(
        id=stable_id("utterance", min(each.id for each in members)),
        speaker=_speaker(members),
        said_on=_said_on(members),
        attributions=tuple(each.id for each in ordered),
        independent_reports=independent(reports, pairs),
        first_report=first,
        variants=_variants(members),
        confidence=group.confidence,
    )


def _alone(said: Said, confidence: float) -> Utterance:
    """The utterance of a single attribution, as most are: the same without looking for what it shares."""
    return Utterance(
        id=stable_id("utterance", said.id),
        speaker=said.speaker,
        said_on=said.said_on if said.said_on.basis != "unknown" else UNKNOWN_DATE,
        attributions=(said.id,),
        independent_reports=1,
        first_report=said.report,
        variants=(said.text,),
        confidence=confidence,
    )


def _published(said: Said) -> tuple[date, date]:
    interval = said.published
    return interval.latest or interval.earliest or date.max, interval.earliest or date.max


def _first_report(members: Sequence[Said], pairs: Iterable[Copied]) -> str:
    """The report that had it first: no copy of another of them, the earliest published, the smallest id."""
    reports = {each.report: _published(each) for each in members}
    copies = {pair.copy for pair in pairs if pair.copy in reports and pair.origin in reports}
    return min(reports, key=lambda report: (report in copies, *reports[report], report))


def _speaker(members: Sequence[Said]) -> str | None:
    """Who spoke: whom most attributions name; a person before the party spoken for."""
    counts = Counter(each.speaker for each in members if each.speaker is not None)
    acting = {each.speaker for each in members if each.parties}
    return min(counts, key=lambda id_: (id_ not in acting, -counts[id_], str(id_)), default=None)


def _said_on(members: Sequence[Said]) -> DateInterval:
    """The days that all agree on, the stated before the inferred, the narrow before the wide."""
    known = sorted(
        {each.said_on for each in members if each.said_on.basis != "unknown"},
        key=lambda interval: (interval.basis != "stated", _width(interval), str(interval)),
    )
    if not known:
        return UNKNOWN_DATE
    earliest, latest = known[0].earliest, known[0].latest
    basis: Basis = known[0].basis
    for interval in known[1:]:
        first = max(filter(None, (earliest, interval.earliest)), default=None)
        last = min(filter(None, (latest, interval.latest)), default=None)
        if first is None or last is None or first <= last:
            earliest, latest = first, last
    return DateInterval(earliest, latest, basis)


def _width(interval: DateInterval) -> int:
    if interval.earliest is None or interval.latest is None:
        return 1_000_000
    return (interval.latest - interval.earliest).days


def _variants(members: Sequence[Said]) -> tuple[str, ...]:
    """The differing wordings, each report's pieces in their order; the fullest first."""
    texts: dict[str, list[str]] = {}
    for each in sorted(members, key=lambda said: (said.start, said.end, said.id)):
        pieces = texts.setdefault(each.report, [])
        if each.text not in pieces:
            pieces.append(each.text)
    whole = {report: PIECES.join(pieces) for report, pieces in texts.items()}
    different: dict[tuple[str, ...], str] = {}
    for text in sorted(whole.values(), key=lambda text: (-len(text), text)):
        different.setdefault(folded_words(text), text)
    return tuple(different.values())
