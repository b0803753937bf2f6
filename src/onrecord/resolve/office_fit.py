"""How well an office that somebody holds answers to a description: "the mayor", "its leader"."""

from onrecord.resolve.cast import Office
from onrecord.resolve.lexicon import lexicon
from onrecord.resolve.naming import akin, content_words
from onrecord.resolve.phrases import Phrase, is_leading
from onrecord.resolve.scene import Scene
from onrecord.text.folding import fold

_RULERS = frozenset(word for words in lexicon().heads.values() for word in words)
_SECOND = frozenset(["deputy", "vice", "assistant"])


def office_fit(
    scene: Scene, phrase: Phrase, office: Office, owner: int | None, words: str, modifiers: frozenset[str]
) -> float | None:
    """How well an office answers to a description.

    Args:
        scene: what has been heard of.
        phrase: the description.
        office: an office that somebody holds.
        owner: number of the member whose office the description speaks of, or None.
        words: the words that say so.
        modifiers: those that tell the office from others.

    Returns:
        The more, the better, 2 to 5; None where it is another office.
    """
    head = _head_fit(scene, phrase, owner, words, office)
    if head is None:
        return None
    if not _SECOND.isdisjoint(office.modifiers) and _SECOND.isdisjoint(modifiers):
        return None  # "the minister" is not the deputy minister
    extra = [word for word in modifiers if not any(akin(word, known) for known in office.modifiers)]
    owned = content_words(office.owner_words)
    if office.owner is not None:
        owned = (*owned, *content_words(scene.member(office.owner).name))
    extra = [word for word in extra if not any(akin(word, known) for known in owned)]
    if extra:
        return None
    return _owner_fit(scene, office, owner, words, owned, head)


def _head_fit(scene: Scene, phrase: Phrase, owner: int | None, words: str, office: Office) -> float | None:
    """How well the head nouns go together: the same, or one a word for any leader."""
    generic = lexicon().any_leader
    last = content_words(words)[-1:] if words else ()
    if phrase.head == "head" and last and last[0] in lexicon().heads:
        allowed = lexicon().heads[last[0]]
        return 3.0 if office.head in allowed or office.title in allowed else None
    if phrase.head == office.head:
        return 3.0
    if office.head == "head" and fold(office.owner_words) in lexicon().heads:
        allowed = lexicon().heads[fold(office.owner_words)]
        return 3.0 if phrase.head in allowed or phrase.title in allowed else None
    if phrase.head in generic and is_leading(office.title):
        return 2.0
    if office.head in generic and is_leading(phrase.title) and office.owner is not None:
        # "The Ukrainian leader" may be "the president" later, but "the miners' leader" no mayor.
        rules = scene.member(office.owner).kind == "state" and phrase.title in _RULERS
        return 2.0 if owner == office.owner or rules else None
    return None


def _owner_fit(
    scene: Scene, office: Office, owner: int | None, words: str, owned: tuple[str, ...], head: float
) -> float | None:
    if owner is not None and office.owner is not None:
        if owner == office.owner:
            return head + 2.0
        mine = content_words(scene.member(owner).name)
        return head + 1.0 if owned and all(any(akin(a, b) for b in owned) for a in mine) else None
    if words and owner is None:
        plain = [word for word in content_words(words) if word not in lexicon().heads]
        if plain and not all(any(akin(word, known) for known in owned) for word in plain):
            return None
    if owner is not None and office.owner is None and office.owner_words:
        return None
    return head + (0.3 if (owner is None) == (office.owner is None) else 0.0)
