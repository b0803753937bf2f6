"""Collecting garbage less often, while a ledger is written or much of it is read.

What a ledger's reports share is worked out from hundreds of thousands of small objects that are kept for a
while and hang together in no circles. Python's collector, which looks for circles alone, walks through them
time and again.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

RARELY = (50_000, 20, 20)
"""After so many new objects the collector looks at the new ones, and after so many times at older ones."""
_lock = Lock()
_former: list[tuple[int, int, int]] = []


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Have the collector look less often; as before when all who asked for that are done."""
    with _lock:
        _former.append(_former[0] if _former else gc.get_threshold())
        gc.set_threshold(*RARELY)
    try:
        yield
    finally:
        with _lock:
            before = _former.pop()
            if not _former:
                gc.set_threshold(*before)
