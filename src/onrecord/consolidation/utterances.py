"""Utterances: attributions linked with those that share a key, and groups made anew of what links connect."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from sqlalchemy import Connection

from onrecord.consolidation import judged_utterances
from onrecord.store import copies, touched, utterances
from onrecord.store.rows import batches
from onrecord.store.utterances import Link, Words
from onrecord.track.copies import Copied
from onrecord.track.sayings import Said, utterance_keys
from onrecord.track.utterances import Link as FoundLink
from onrecord.track.utterances import grouped, link, links_to_origin, links_within

SLACK = 1  # days that an inferred day may be off
AT_ONCE = 2_000  # attributions whose groups are made together


def settle(connection: Connection) -> None:
    """Work out anew what was touched.

    Attributions that are new, or whose speaker, day or report's source changed, get new keys and links. Then
    the groups of all that links connect with them, or did, are made anew.
    """
    changed = touched.touched_of(connection, "said")
    regroup = set(touched.touched_of(connection, "utterance"))
    if changed:
        regroup |= utterances.mates(connection, changed) | set(changed)
        regroup |= utterances.take_links(connection, changed)
        words = {one.number: one for one in utterances.words_of(connection, changed)}
        utterances.put_keys(connection, {number: _keys(one) for number, one in words.items()})
        decisions = judged_utterances.decided(connection)
        for some in batches(sorted(words)):
            found = _links(connection, [words[number] for number in some])
            if decisions:
                found = judged_utterances.as_judged(found, decisions, some)
            utterances.put_links(connection, found)
    _regroup(connection, regroup)
    touched.forget_touched(connection, "said", changed)
    touched.forget_touched(connection, "utterance", touched.touched_of(connection, "utterance"))


def said_of(words: Words, *, by_number: bool = False) -> Said:
    """An attribution as the tracking takes it.

    Args:
        words: what the ledger has of it.
        by_number: name actors by their numbers, which stay when ids change; else by their ids.
    """
    parties = (str(number) if by_number else id_ for number, id_ in words.parties)
    speaker = None if words.speaker is None else str(words.speaker) if by_number else words.speaker_id
    return Said(
        id=words.id,
        report=words.report_id,
        speaker=speaker,
        text=" … ".join(words.content),
        kind=words.kind,  # type: ignore[arg-type]
        cue=" ".join(words.cue),
        said_on=words.said_on,
        published=words.published,
        parties=frozenset(parties),
        start=words.start,
        end=words.end,
    )


def _keys(words: Words) -> tuple[str, ...]:
    return utterance_keys(said_of(words, by_number=True))


@dataclass(frozen=True, slots=True)
class _Around:
    """What the links of some attributions depend on.

    Attributes:
        words: the attributions themselves, those that share a key with one, and those of the reports that
            theirs were copied from, or are copied in; by number.
        said: the same as the tracking takes them.
        by_report: the same by the number of their report.
        sources: what each of their reports was copied from.
        copied: which reports were copied from each.
        shared: the attributions that have each of their keys.
        apart: pairs of reports that are copies, whose statements only the copying links.
    """

    words: Mapping[int, Words]
    said: Mapping[int, Said]
    by_report: Mapping[int, Sequence[Said]]
    sources: Mapping[int, int]
    copied: Mapping[int, Collection[int]]
    shared: Mapping[str, Sequence[int]]
    apart: Set[frozenset[int]]


def _around(connection: Connection, some: Iterable[Words]) -> _Around:
    every = list(some)
    reports = {one.report for one in every}
    sources = {
        number: source[0]
        for number in reports
        if (source := copies.source_of(connection, number)) is not None
    }
    copied = {number: copies.copies_of(connection, [number]) for number in reports}
    shared = utterances.sharing(connection, (key for one in every for key in _keys(one)))
    beside = reports | set(sources.values()) | {number for found in copied.values() for number in found}
    numbers = _at_one_time(connection, every, shared)
    numbers |= set(utterances.of_reports(connection, beside))
    words = {one.number: one for one in utterances.words_of(connection, numbers)}
    said = {number: said_of(one, by_number=True) for number, one in words.items()}
    by_report: dict[int, list[Said]] = {}
    for number, one in words.items():
        by_report.setdefault(one.report, []).append(said[number])
    pairs = copies.pairs_among(connection, by_report)
    apart = {frozenset((copy, origin)) for copy, origin, _, _ in pairs}
    return _Around(words, said, by_report, sources, copied, shared, apart)


def _at_one_time(
    connection: Connection, some: Iterable[Words], shared: Mapping[str, Sequence[int]]
) -> set[int]:
    """Attributions that share a key with one that may have been said on the same day; these among them."""
    numbers = {one.number for one in some}
    times = utterances.times_of(connection, numbers | {one for found in shared.values() for one in found})
    near: set[int] = set(numbers)
    for one in some:
        first, last = times[one.number]
        for key in _keys(one):
            for number in shared.get(key, ()):
                begin, end = times[number]
                if begin.toordinal() <= last.toordinal() + SLACK and (
                    first.toordinal() <= end.toordinal() + SLACK
                ):
                    near.add(number)
    return near


def _links(connection: Connection, some: Collection[Words]) -> Iterator[Link]:
    """All links of some attributions."""
    around = _around(connection, some)
    number_of = {one.id: one.number for one in around.words.values()}
    mine = {one.number for one in some}
    for report in {one.report for one in some}:
        for found in _structural(around, report):
            one, other = number_of[found.one], number_of[found.other]
            if one in mine or other in mine:
                yield one, other, found.confidence, found.certain
    for words in some:
        yield from _alike(around, words)


def _structural(around: _Around, report: int) -> Iterator[FoundLink]:
    """Links within a report, and to the one that it was copied from and those that were copied from it."""
    own = around.by_report.get(report, ())
    yield from links_within(own)
    if report in around.sources:
        yield from links_to_origin(own, around.by_report.get(around.sources[report], ()))
    for copy in around.copied[report]:
        yield from links_to_origin(around.by_report.get(copy, ()), own)


def _alike(around: _Around, words: Words) -> Iterator[Link]:
    """Links to attributions that share a key, in reports that are no copies of this one."""
    one = around.said[words.number]
    for number in sorted({number for key in _keys(words) for number in around.shared.get(key, ())}):
        if number not in around.words:
            continue  # said at another time
        other = around.words[number]
        if other.report == words.report or frozenset((words.report, other.report)) in around.apart:
            continue
        found = link(one, around.said[number])
        if found:
            yield words.number, number, found.confidence, found.certain


def _regroup(connection: Connection, numbers: Collection[int]) -> None:
    """Make the groups of attributions, and of all that links connect with them, anew."""
    left = set(numbers)
    for some in batches(sorted(left), AT_ONCE):
        start = set(some) & left
        if not start:
            continue
        known, links = utterances.linked_with(connection, start)
        left -= known
        words = {one.id: one for one in utterances.words_of(connection, known)}
        id_of = {one.number: id_ for id_, one in words.items()}
        ids = copies.ids_of(connection, {one.report for one in words.values()})
        pairs = [
            Copied(ids[copy], ids[origin], share, basis)  # type: ignore[arg-type]
            for copy, origin, share, basis in copies.pairs_among(connection, ids)
        ]
        found = grouped(
            {id_: said_of(one) for id_, one in words.items()},
            (
                FoundLink(min(id_of[one], id_of[other]), max(id_of[one], id_of[other]), confidence, certain)
                for one, other, confidence, certain in links
            ),
            pairs,
        )
        utterances.replace_utterances(connection, found, words)
