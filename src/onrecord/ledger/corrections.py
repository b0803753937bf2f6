"""What outlets correct of what they published, and which records that touches; part of `Ledger`."""

from dataclasses import dataclass

from sqlalchemy import Connection

from onrecord.consolidation.corrections import Correction, find_corrections
from onrecord.ledger import looking
from onrecord.ledger.settling import Questions
from onrecord.store.entries import Entry, ReportEntry
from onrecord.text.folding import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionEntry:
    """A correction with what it is about.

    Attributes:
        correction: the note, and ids of what it corrects.
        report: the report that the note stands in.
        corrected: what it corrects: statements, positions, conditions and events, or a report; as they are
            in the ledger, since nothing of them is changed.
    """

    correction: Correction
    report: ReportEntry
    corrected: tuple[Entry, ...]


class CorrectionQuestions(Questions):
    """The questions about corrections; part of `Ledger`."""

    def corrections(self, *, outlet: str = "", of: str = "") -> list[CorrectionEntry]:
        """The corrections, clarifications and retractions in the reports, in the order these were added.

        Args:
            outlet: only those by this outlet: its whole name, in any case and with or without accents.
            of: only those that correct this record, or something in this report: its id, or the beginning of
                it. Notes in the report itself are among them.

        Raises:
            NotFound: there is no such record.
            Ambiguous: several records' ids begin so.
        """
        with self._store.reading() as connection:
            if not of:
                found = find_corrections(connection, fold(outlet) if outlet else None)
                return [_entry(connection, one) for one in found]
            asked = looking.record(connection, of)
            report = asked if isinstance(asked, ReportEntry) else getattr(asked, "report", None)
            if report is None:
                return []
            by = fold(report.outlet)
            entries = [_entry(connection, one) for one in find_corrections(connection, by)]
            return [one for one in entries if _touches(one, asked, report)]


def _entry(connection: Connection, correction: Correction) -> CorrectionEntry:
    report = looking.record(connection, correction.report)
    assert isinstance(report, ReportEntry)
    return CorrectionEntry(
        correction=correction,
        report=report,
        corrected=tuple(looking.record(connection, id_) for id_ in correction.corrects),
    )


def _touches(one: CorrectionEntry, asked: Entry, report: ReportEntry) -> bool:
    if asked is report:
        return one.report.id == report.id or any(
            entry.id == report.id if isinstance(entry, ReportEntry) else entry.report.id == report.id  # type: ignore[union-attr]
            for entry in one.corrected
        )
    return asked in one.corrected or report in one.corrected
