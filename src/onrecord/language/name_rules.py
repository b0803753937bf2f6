"""What is mended in the names that the tagger finds, by rules that hold for English names in general.

The order of the steps is told here; the steps are in `name_kinds`, `places`, `name_bounds`, `name_events`.
"""

from collections.abc import Sequence
from dataclasses import replace

from onrecord.language.name_bounds import put_together, split_after_office
from onrecord.language.name_events import tells_an_event
from onrecord.language.name_kinds import settle_kinds
from onrecord.language.named import ChanceOf, Name
from onrecord.language.places import passed_over


def mend(words: Sequence[str], names: Sequence[Name], chance_of: ChanceOf) -> list[Name]:
    """Mend the names of a text.

    Args:
        words: its words.
        names: what the tagger found, in order, none overlapping another.
        chance_of: how likely each kind is for a name; asked only where there is a doubt.

    Returns:
        The names, in order; those that only tell which event is meant are MISC.
    """
    settled = settle_kinds(words, names, chance_of)
    found = [part for name in settled for part in split_after_office(words, name)]
    found = sorted([*found, *passed_over(words, found, chance_of)], key=lambda name: name.start)
    found = put_together(words, found)
    return [replace(name, kind="MISC") if tells_an_event(words, name) else name for name in found]
