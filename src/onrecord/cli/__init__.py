"""The command line: `onrecord init`, `add`, `attributions`, `show` and the rest.

The commands are loaded when one is run, so that little stands between the start and the first Ctrl-C.
"""

import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from onrecord.late import load

if TYPE_CHECKING:
    from onrecord.cli.commands import onrecord

__all__ = ["main", "onrecord"]


def __getattr__(name: str) -> Any:
    return load(__name__, {"onrecord": "onrecord.cli.commands"}, name)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        arguments: what stands after `onrecord`, or None for this process's own.

    Returns:
        The exit code: 0 fine, 1 failed, 2 usage, 3 some inputs failed, 4 a mismatch, 130 interrupted.
    """
    with _ending_at_once():
        from onrecord.cli.commands import run
    return run(sys.argv[1:] if arguments is None else arguments)


@contextmanager
def _ending_at_once() -> Iterator[None]:
    """Have Ctrl-C end the process without a word: while modules are loaded, Python prints where it stood."""
    before = signal.getsignal(signal.SIGINT)
    try:
        ours = before is signal.default_int_handler and bool(signal.signal(signal.SIGINT, signal.SIG_DFL))
    except ValueError:  # in another thread than the main one, which Ctrl-C doesn't come to
        ours = False
    try:
        yield
    finally:
        if ours:
            signal.signal(signal.SIGINT, before)
