"""A new ledger from what can still be read of a damaged one."""

from pathlib import Path

from onrecord.late import Late
from onrecord.ledger.facade import Ledger
from onrecord.ledger.judging import Process
from onrecord.store import engine, salvage
from onrecord.store.salvage import Salvaged

PROCESS = Late("onrecord.pipeline", "process")


def recover(
    damaged: str | Path, address: str | Path, *, process: Process = PROCESS, jobs: int = 1
) -> Salvaged:
    """Make a new ledger of what can be read of a damaged one: reports and judgements; the rest is derived.

    Args:
        damaged: the damaged file; it is not written to. A server's tools mend what is on a server.
        address: the new ledger's file.
        process: what derives a report's records.
        jobs: in how many processes to derive.

    Returns:
        What was saved, and which reports were lost.

    Raises:
        LedgerNotFound: there is no such file.
        LedgerDamaged: nothing can be read from it.
        LedgerExists: something is at the new address already.
    """
    source, target = engine.ledger_path(damaged), engine.ledger_path(address)
    engine.require_ledger(source)
    with Ledger.create(address, process=process) as ledger:
        store = engine.store_at(ledger.path)
        try:
            with store.writing() as connection:
                saved = salvage.salvage(source, connection)
        except BaseException:
            store.close()
            ledger.close()
            engine.remove_file(target)
            raise
        store.close()
        ledger.rebuild(jobs=jobs)
    return saved
