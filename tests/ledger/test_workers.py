"""Processes beside this one: how they are set up, and that Ctrl-C stays what it was here."""

import gc
import os
import signal

import pytest

from onrecord.ledger.workers import Workers
from onrecord.store.garbage import RARELY


def test_workers_share_the_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ONRECORD_THREADS", raising=False)
    with Workers(2) as workers:
        threads, threshold, interrupting = (
            workers.submit(os.getenv, "ONRECORD_THREADS"),
            workers.submit(gc.get_threshold),
            workers.submit(signal.getsignal, signal.SIGINT),
        )
        assert threads.result() == str(max(1, (os.cpu_count() or 1) // 2))
        assert threshold.result() == RARELY
        assert interrupting.result() == signal.SIG_DFL
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if hasattr(signal, "pthread_sigmask"):
        assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])


def test_what_the_environment_says_of_threads_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_THREADS", "3")
    with Workers(1) as workers:
        assert workers.submit(os.getenv, "ONRECORD_THREADS").result() == "3"
