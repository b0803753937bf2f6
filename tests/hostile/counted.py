"""A line for each part of a fuzzing run: how many inputs, and in how many seconds of this process's time."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

COUNT = int(os.environ.get("ONRECORD_FUZZ", "40"))
"""Inputs of each format; of texts there are a hundred times as many."""
SEED = int(os.environ.get("ONRECORD_FUZZ_SEED", "1"))
LOG = os.environ.get("ONRECORD_FUZZ_LOG", "")


@contextmanager
def counted(what: str, count: int) -> Iterator[None]:
    """Write what was tried, how often and in what time to the log, where one is wanted.

    Args:
        what: the format or the rules.
        count: inputs.
    """
    began = time.process_time()
    outcome = "failed"
    try:
        yield
        outcome = "held"
    finally:
        if LOG:
            Path(LOG).parent.mkdir(parents=True, exist_ok=True)
            with Path(LOG).open("a", encoding="utf-8") as stream:
                took = time.process_time() - began
                stream.write(f"{outcome}\t{what}\tseed {SEED}\t{count} inputs\t{took:.1f} s\n")
