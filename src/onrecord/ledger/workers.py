"""Processes that derive records beside this one: of few threads each, and gone without a word on Ctrl-C."""

import gc
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any, TypeVar

from onrecord.store.garbage import RARELY

Result = TypeVar("Result")


class Workers(ProcessPoolExecutor):
    """A pool of processes that are started afresh: threads of the model's runtime don't survive a fork.

    Ctrl-C reaches them as it reaches this process: they end at once and print nothing, whatever they are at.

    Args:
        jobs: how many there are.
    """

    def __init__(self, jobs: int) -> None:
        threads = max(1, (os.cpu_count() or 1) // jobs)
        super().__init__(jobs, mp_context=get_context("spawn"), initializer=begin_work, initargs=(threads,))

    def submit(self, function: Callable[..., Result], /, *given: Any, **named: Any) -> Future[Result]:
        """As the executor's; a process that this starts learns of Ctrl-C when it is ready for it."""
        with _held_back():
            return super().submit(function, *given, **named)


def begin_work(threads: int) -> None:
    """Make a process ready to derive records.

    Args:
        threads: of the network, where the environment doesn't say how many.
    """
    os.environ.setdefault("ONRECORD_THREADS", str(threads))
    # A report leaves hardly a circle of objects behind: to look for some all the time costs a twentieth.
    gc.set_threshold(*RARELY)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


@contextmanager
def _held_back() -> Iterator[None]:
    """Hold Ctrl-C back, from this thread and from the processes that it starts, where the system can."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
