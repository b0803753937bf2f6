"""A "he" or "she" that opens a sentence and takes up the only person of the sentence before."""

from collections.abc import Iterable

from onrecord.resolve.pronouns import GENDERS
from onrecord.resolve.scene import Scene
from onrecord.text.words import word_set

SURE = 0.88
"""How sure such a pronoun is: as sure as one whose rivals stand far behind it."""
_BEFORE_IT = word_set("but and yet still then also instead later earlier meanwhile however")


def taken_up(scene: Scene, pronoun: str, offset: int, heard: Iterable[tuple[int, int, bool]]) -> int | None:
    """The one person whom a pronoun can take up.

    Args:
        scene: what the report names.
        pronoun: in lower case.
        offset: where it stands.
        heard: where each mention before it begins, its member's number, and whether it does something there.

    Returns:
        The member's number where the pronoun opens a sentence, and the sentence before in the same paragraph
        speaks of one person alone, who does something in it; else None.
    """
    if pronoun not in GENDERS:
        return None
    layout = scene.layout
    at = layout.sentence_at(offset)
    here, before = layout.sentences[at], layout.sentences[max(0, at - 1)]
    opening = layout.text[here.start : offset].lower().replace(",", " ").split()
    if before is here or before.block != here.block or not all(word in _BEFORE_IT for word in opening):
        return None
    doing: dict[int, bool] = {}
    for start, number, does in heard:
        if before.start <= start < here.start and number >= 0 and scene.member(number).is_one_person:
            doing[number] = doing.get(number, False) or does
    if len(doing) != 1 or not all(doing.values()):
        return None
    number = next(iter(doing))
    member = scene.member(number)
    return number if member.gender in {None, GENDERS[pronoun]} and not member.plural else None
