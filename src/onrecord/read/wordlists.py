"""The closed word lists beside this module, read once."""

from functools import cache
from importlib.resources import files


@cache
def words(name: str) -> frozenset[str]:
    """A word list.

    Args:
        name: of a file in the `words` folder, without its ending.

    Returns:
        Its lines, without comments; in lower case.
    """
    text = (files("onrecord.read") / "words" / f"{name}.txt").read_text("utf-8")
    lines = (line.strip() for line in text.splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))
