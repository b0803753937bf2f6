"""Utterances: attributions linked with those that share a key, and groups made anew of what links connect."""

from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from sqlalchemy import Connection

from onrecord.consolidation import judged_utterances
from onrecord.store import copies, touched, utterances
from onrecord.store.rows import batches
from onrecord.store.utterances import Link, Words
from onrecord.track.copies import Copied
from onrecord.track.sayings import Said, whole_key, word_keys
from onrecord.track.utterances import Link as FoundLink
from onrecord.track.utterances import grouped, link, links_to_origin, links_within

SLACK = 1  # days that an inferred day may be off
AT_ONCE = 2_000  # attributions whose links are found together, and whose groups are made together
STRETCH = 5 * AT_ONCE  # those whose groups are made while they are still in memory
REMEMBERED = 40_000  # attributions kept in memory while links are found: those of some weeks


def settle(connection: Connection) -> None:
    """Work out anew what was touched.

    Attributions that are new, or whose speaker, day or report's source changed, get new keys and links. Then
    the groups of all that links connect with them, or did, are made anew.
    """
    changed = touched.touched_of(connection, "said")
    regroup = set(touched.touched_of(connection, "utterance"))
    known, decisions = _Known(connection), judged_utterances.decided(connection) if changed else ()
    again = set(changed)
    for stretch in batches(changed, STRETCH):
        near = set(stretch)
        # A link between two that are both looked at again comes with the later: the earlier has its keys.
        for some in batches(stretch, AT_ONCE):
            near |= utterances.mates(connection, some) | utterances.take_links(connection, some)
            words = known.load(some)
            utterances.put_keys(connection, {one.number: _keys(known.said[one.number]) for one in words})
            found = _links(connection, words, known, again)
            if decisions:
                found = judged_utterances.as_judged(found, decisions, some)
            utterances.put_links(connection, found)
        # A link that a later stretch finds has the groups made once more that it connects.
        _regroup(connection, near, known)
    _regroup(connection, regroup - again, known)
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
        who=words.speaker_kind,  # type: ignore[arg-type]
        start=words.start,
        end=words.end,
    )


def _keys(said: Said) -> tuple[str, ...]:
    """What an attribution is found by: its speaker with some of its words; all its words.

    Whom the speaker acts for is looked up when others are sought, so that news of it changes no keys.
    """
    own = () if said.speaker is None else tuple(f"{said.speaker} {key}" for key in word_keys(said))
    return (*own, *whole_key(said))


class _Known:
    """Attributions read while links are found, the latest of them."""

    def __init__(self, connection: Connection) -> None:
        self.words: dict[int, Words] = {}
        self.said: dict[int, Said] = {}
        self._connection = connection

    def load(self, numbers: Collection[int]) -> list[Words]:
        """Read some attributions, those that were not; give those that are there."""
        if len(self.words) > REMEMBERED:
            self.words, self.said = {}, {}
        for one in utterances.words_of(self._connection, set(numbers) - self.words.keys()):
            self.words[one.number] = one
            self.said[one.number] = said_of(one, by_number=True)
        return [self.words[number] for number in numbers if number in self.words]


@dataclass(frozen=True, slots=True)
class _Around:
    """What the links of some attributions depend on.

    Attributes:
        by_report: the attributions of their reports, of those that these were copied from, and of those
            copied from these, by the number of the report.
        sources: what each of their reports was copied from.
        copied: which reports were copied from each.
        near: for each of them those that share a key with it and may have been said on the same day.
        apart: pairs of reports that are copies, whose statements only the copying links.
    """

    by_report: Mapping[int, Sequence[Said]]
    sources: Mapping[int, int]
    copied: Mapping[int, Collection[int]]
    near: Mapping[int, Collection[int]]
    apart: Set[frozenset[int]]


def _around(connection: Connection, every: Sequence[Words], known: _Known) -> _Around:
    reports = {one.report for one in every}
    sources = copies.sources_of(connection, reports)
    copied = copies.copies_by_source(connection, reports)
    near = _near(connection, every, known)
    beside = reports | set(sources.values()) | {number for found in copied.values() for number in found}
    own = utterances.of_reports(connection, beside)
    known.load({*own, *(one.number for one in every), *(other for found in near.values() for other in found)})
    by_report: dict[int, list[Said]] = {}
    for number in own:
        by_report.setdefault(known.words[number].report, []).append(known.said[number])
    others = {known.words[other].report for found in near.values() for other in found}
    pairs = copies.pairs_among(connection, reports | others)
    apart = {frozenset((copy, origin)) for copy, origin, _, _ in pairs}
    return _Around(by_report, sources, copied, near, apart)


def _near(connection: Connection, some: Sequence[Words], known: _Known) -> dict[int, set[int]]:
    """For each of some attributions those that share a key with it, and may have been said on the same day.

    A key counts as shared by a party and whoever acts for it as well.
    """
    agents = utterances.agents(connection, {one.speaker for one in some if one.speaker is not None})
    counts = utterances.counts_of(connection, {number for one in some for number, _ in one.parties})
    wanted: dict[int, tuple[str, ...]] = {}
    for one in some:
        said = known.said[one.number]
        who = {number for number, _ in one.parties if counts[number]}
        who |= set() if one.speaker is None else {one.speaker, *agents.get(one.speaker, ())}
        keys = word_keys(said)
        wanted[one.number] = (*(f"{party} {key}" for party in who for key in keys), *whole_key(said))
    shared = utterances.sharing(connection, (key for keys in wanted.values() for key in keys))
    times = utterances.times_of(
        connection, {*wanted, *(number for found in shared.values() for number in found)}
    )
    near: dict[int, set[int]] = {}
    for one in some:
        first, last = times[one.number]
        near[one.number] = {
            number
            for number in {number for key in wanted[one.number] for number in shared.get(key, ())}
            if times[number][0] <= last + SLACK and first <= times[number][1] + SLACK
        }
    return near


def _links(
    connection: Connection, some: Sequence[Words], known: _Known, again: Collection[int]
) -> Iterator[Link]:
    """All links of some attributions; one between two that are both sought again comes with the later.

    Args:
        connection: of a transaction that reads.
        some: the attributions.
        known: what was read of others.
        again: all attributions whose links are found anew.
    """
    around = _around(connection, some, known)
    mine = {one.number for one in some}
    number_of = {one.id: number for number, one in known.said.items()}
    for report in sorted({one.report for one in some}):
        for found in _structural(around, report):
            one, other = number_of[found.one], number_of[found.other]
            if one in mine or other in mine:
                yield one, other, found.confidence, found.certain
    for words in some:
        for number in sorted(around.near[words.number]):
            if number <= words.number or number not in again:
                yield from _alike(around, words, number, known)


def _structural(around: _Around, report: int) -> Iterator[FoundLink]:
    """Links within a report, and to the one that it was copied from and those that were copied from it."""
    own = around.by_report.get(report, ())
    yield from links_within(own)
    if report in around.sources:
        yield from links_to_origin(own, around.by_report.get(around.sources[report], ()))
    for copy in around.copied.get(report, ()):
        yield from links_to_origin(around.by_report.get(copy, ()), own)


def _alike(around: _Around, words: Words, number: int, known: _Known) -> Iterator[Link]:
    """The link to an attribution that shares a key, if its report is another and no copy."""
    other = known.words[number]
    if other.report == words.report or frozenset((words.report, other.report)) in around.apart:
        return
    found = link(known.said[words.number], known.said[number])
    if found:
        yield words.number, number, found.confidence, found.certain


def _regroup(connection: Connection, numbers: Collection[int], read: _Known) -> None:
    """Make the groups of attributions, and of all that links connect with them, anew."""
    left = set(numbers)
    for some in batches(sorted(left), AT_ONCE):
        start = set(some) & left
        if not start:
            continue
        known, links = utterances.linked_with(connection, start)
        left -= known
        words = {one.id: one for one in read.load(sorted(known))}
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
