"""Offsets between a text before and after cleaning: apply edits, undo them, and carry a place across."""

from collections.abc import Iterable, Iterator, Sequence

from onrecord.errors import DamagedInput
from onrecord.model import Edit


def clean(raw: str, edits: Sequence[Edit]) -> str:
    """Apply edits to the text that they were recorded on.

    Args:
        raw: the text before cleaning.
        edits: in order of `start`, none overlapping another.

    Returns:
        The cleaned text.

    Raises:
        DamagedInput: the edits are out of order, or one doesn't find what it removes.
    """
    pieces: list[str] = []
    done = 0
    for edit in edits:
        end = edit.start + len(edit.removed)
        if edit.start < done or raw[edit.start : end] != edit.removed:
            raise _mismatch(edit)
        pieces += (raw[done : edit.start], edit.inserted)
        done = end
    pieces.append(raw[done:])
    return "".join(pieces)


def restore(text: str, edits: Sequence[Edit]) -> str:
    """Undo edits; the inverse of `clean`.

    Args:
        text: the cleaned text.
        edits: those that it was cleaned with.

    Returns:
        The text before cleaning.

    Raises:
        DamagedInput: the text doesn't hold what an edit inserted.
    """
    pieces: list[str] = []
    done = 0
    for edit, start in _placed(edits):
        end = start + len(edit.inserted)
        if start < done or text[start:end] != edit.inserted:
            raise _mismatch(edit)
        pieces += (text[done:start], edit.removed)
        done = end
    pieces.append(text[done:])
    return "".join(pieces)


def to_raw(edits: Sequence[Edit], offset: int) -> int:
    """Where a character of the cleaned text stood before cleaning.

    Args:
        edits: those that the text was cleaned with.
        offset: of a character in the cleaned text, in code points; its length is allowed.

    Returns:
        The offset before cleaning. A character that cleaning put in maps into what it replaced. What was
        removed just before the character lies before the offset that is returned.
    """
    shift = 0
    for edit, start in _placed(edits):
        if offset < start:
            break
        if offset < start + len(edit.inserted):
            return edit.start + min(offset - start, max(len(edit.removed) - 1, 0))
        shift += len(edit.removed) - len(edit.inserted)
    return offset + shift


def to_clean(edits: Sequence[Edit], offset: int) -> int | None:
    """Where a character of the text before cleaning stands now.

    Args:
        edits: those that the text was cleaned with.
        offset: of a character before cleaning, in code points; the length of that text is allowed.

    Returns:
        The offset in the cleaned text, or None where the character was removed.
    """
    shift = 0
    for edit in edits:
        if offset < edit.start:
            break
        if offset < edit.start + len(edit.removed):
            return None
        shift += len(edit.inserted) - len(edit.removed)
    return offset + shift


def all_to_clean(edits: Sequence[Edit], offsets: Iterable[int]) -> list[int | None]:
    """`to_clean` for many characters in one pass.

    Args:
        edits: those that the text was cleaned with.
        offsets: of characters before cleaning, in ascending order.

    Returns:
        For each its offset in the cleaned text, or None where the character was removed.
    """
    places: list[int | None] = []
    shift = done = 0
    for offset in offsets:
        while done < len(edits) and edits[done].start + len(edits[done].removed) <= offset:
            shift += len(edits[done].inserted) - len(edits[done].removed)
            done += 1
        removed = done < len(edits) and edits[done].start <= offset
        places.append(None if removed else offset + shift)
    return places


def replacements(raw: str, changes: Iterable[tuple[int, int, str, str]]) -> tuple[Edit, ...]:
    """Turn replacements into edits.

    Args:
        raw: the text before cleaning.
        changes: start, end, what is to stand there, and the reason; in any order, none overlapping.

    Returns:
        The edits in order, without those that change nothing.
    """
    ordered = sorted(changes, key=lambda change: change[:2])
    return tuple(
        Edit(start, raw[start:end], inserted, reason)
        for start, end, inserted, reason in ordered
        if raw[start:end] != inserted
    )


def _placed(edits: Iterable[Edit]) -> Iterator[tuple[Edit, int]]:
    """Each edit with the offset of what it inserted in the cleaned text."""
    shift = 0
    for edit in edits:
        yield edit, edit.start + shift
        shift += len(edit.inserted) - len(edit.removed)


def _mismatch(edit: Edit) -> DamagedInput:
    return DamagedInput(
        f"The edit at {edit.start} ({edit.reason}) doesn't belong to this text.",
        "Read the report again from its source.",
    )
