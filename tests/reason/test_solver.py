"""The search with the solver: how it is waited for."""

from time import monotonic
from types import TracebackType
from typing import Self

from made_records import condition, lenient, material, position

from onrecord.reason.solver import Found, Search
from onrecord.reason.timeline import Timeline

RECORDS = material(condition("c", "x", "a", "b"), position("p", "y", "reject", "b"))


class Restless:
    """A handle of the solver whose waiting ends too early a few times."""

    def __init__(self, handle: object, times: int) -> None:
        self.handle, self.times = handle, times

    def __enter__(self) -> Self:
        self.handle.__enter__()  # type: ignore[attr-defined]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.handle.__exit__(kind, error, trace)  # type: ignore[attr-defined]

    def wait(self, seconds: float | None = None) -> bool:
        if seconds is not None and self.times:
            self.times -= 1
            return False
        return bool(self.handle.wait(seconds))  # type: ignore[attr-defined]

    def cancel(self) -> None:
        self.handle.cancel()  # type: ignore[attr-defined]


class Solving:
    """The solver, with such handles."""

    def __init__(self, control: object) -> None:
        self.control = control

    def __getattr__(self, name: str) -> object:
        return getattr(self.control, name)

    def solve(self, **how: object) -> Restless:
        return Restless(self.control.solve(**how), 3)  # type: ignore[attr-defined]


def search_until(deadline: float) -> Search:
    search = Search(
        Timeline(RECORDS, lenient("a")).problem(lenient("a").as_of), "deadlock", deadline=deadline
    )
    search.control = Solving(search.control)  # type: ignore[assignment]
    return search


def test_waiting_that_ends_early_is_no_end_of_time() -> None:
    assert search_until(monotonic() + 60).level(5) == [Found(frozenset({"c", "p"}), frozenset())]


def test_time_that_is_over_is() -> None:
    assert not search_until(monotonic() - 1)._solve(lambda model: None)
    assert search_until(monotonic() + 60)._solve(lambda model: None)
