"""What outlets correct of what they published: worked out when asked, from the reports as they are.

Nothing of it is kept, so the order in which reports came makes no difference. What was corrected stays as it
was; whoever shows it shows the correction beside it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from onrecord.store import corrections as rows
from onrecord.store.corrections import Noting
from onrecord.track.correction_notes import MARKERS, CorrectionNote, correction_notes
from onrecord.track.corrections import Correctable, Earlier, corrected, days_meant


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A note, and what it corrects.

    Attributes:
        report: id of the report that it stands in.
        note: the note.
        corrects: ids of attributions, positions, conditions and events, or of a report as a whole; empty
            where the ledger doesn't have it, or it is not clear.
    """

    report: str
    note: CorrectionNote
    corrects: tuple[str, ...]


def find_corrections(connection: Connection, outlet: str | None = None) -> Iterator[Correction]:
    """Every correction, in the order in which reports were added.

    Args:
        connection: of a transaction that reads.
        outlet: only those by this outlet, its name folded; None for all.
    """
    for one in rows.noting(connection, MARKERS, outlet):
        paragraphs = [(block.start, block.end) for block in one.blocks]
        for note in correction_notes(one.text, paragraphs, one.published):
            yield Correction(report=one.id, note=note, corrects=_corrects(connection, one, note))


def _corrects(connection: Connection, one: Noting, note: CorrectionNote) -> tuple[str, ...]:
    versions = rows.versions_before(connection, one.version_of)
    earlier = {id_: (number, Earlier(id=id_, published=on, before=True)) for number, id_, on in versions}
    days = days_meant(note, one.published)
    if one.outlet and days is not None and not note.own:
        for number, id_, on in rows.published_between(connection, one.outlet, *days):
            if id_ != one.id and id_ not in earlier:
                earlier[id_] = (number, Earlier(id=id_, published=on))
    ids = {number: id_ for id_, (number, _) in earlier.items()}
    records = [
        Correctable(id=id_, report=ids[number], words=words)
        for id_, number, words in rows.words_of(connection, sorted(ids))
    ]
    return corrected(note, one.published, [report for _, report in earlier.values()], records)
