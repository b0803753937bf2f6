"""Every error that onrecord raises on purpose, in one tree.

    OnrecordError
    ├── ReadError                 an input could not become a report
    │   ├── EmptyInput            nothing in it, or nothing but boilerplate
    │   ├── UnknownFormat         binary, or a kind of file that has no reader
    │   ├── DamagedInput          truncated, wrongly encoded, or malformed
    │   ├── TooLarge              beyond the size limit
    │   └── FetchError            an address could not be fetched
    │       └── UnsafeAddress     the address, or a redirect, is not public
    ├── ModelError                the language model is missing, damaged, or of another version
    ├── LedgerError               a ledger could not be used
    │   ├── LedgerNotFound        there is none at that address
    │   ├── LedgerExists          there is one already
    │   ├── LedgerBusy            another process holds it
    │   ├── LedgerVersion         made by an older or newer onrecord
    │   ├── LedgerDamaged         its contents do not agree with themselves
    │   ├── TakenDown             the report was taken down, and is not taken in again
    │   └── Unanchored            a record cites words that its report does not have
    ├── NotFound                  no record answers to that id or name
    ├── Ambiguous                 several records answer to it
    └── UsageError                arguments that make no sense together

A message says what happened, where, and what to do next.
"""


class OnrecordError(Exception):
    """The root of the tree.

    Args:
        what: what happened and where, one sentence.
        hint: what to do next, one sentence, or empty.
    """

    def __init__(self, what: str, hint: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.what} {self.hint}".strip()


class ReadError(OnrecordError):
    """An input could not become a report."""


class EmptyInput(ReadError):
    """The input holds nothing, or nothing but boilerplate."""


class UnknownFormat(ReadError):
    """The input is binary, or of a kind that has no reader."""


class DamagedInput(ReadError):
    """The input is truncated, wrongly encoded, or malformed."""


class TooLarge(ReadError):
    """The input is beyond the size limit."""


class FetchError(ReadError):
    """An address could not be fetched.

    Args:
        what: as for every error.
        hint: likewise.
        again_after: seconds that the server asks to wait before the next attempt, or None.
        lasting: whether another attempt would be of no use: it is gone, or the site asks to be left alone.
    """

    def __init__(
        self, what: str, hint: str = "", *, again_after: float | None = None, lasting: bool = False
    ) -> None:
        super().__init__(what, hint)
        self.again_after = again_after
        self.lasting = lasting


class UnsafeAddress(FetchError):
    """An address, or one that it redirects to, is not public."""


class ModelError(OnrecordError):
    """The language model is missing, damaged, or of another version."""


class LedgerError(OnrecordError):
    """A ledger could not be used."""


class LedgerNotFound(LedgerError):
    """There is no ledger at that address."""


class LedgerExists(LedgerError):
    """There is a ledger already at that address."""


class LedgerBusy(LedgerError):
    """Another process holds the ledger."""


class LedgerVersion(LedgerError):
    """The ledger was made by an older or a newer onrecord."""


class LedgerDamaged(LedgerError):
    """The ledger's contents do not agree with themselves."""


class TakenDown(LedgerError):
    """The report was taken down, and is not taken in again."""


class Unanchored(LedgerError):
    """A record cites words that its report does not have."""


class NotFound(OnrecordError):
    """No record answers to that id or name."""


class Ambiguous(OnrecordError):
    """Several records answer to that id or name."""


class UsageError(OnrecordError):
    """Arguments that make no sense together."""
