"""Another parser in place of ours: the components of a spaCy pipeline that `ONRECORD_PARSER` names.

Words are always those of spaCy's blank English pipeline, since our encoder was trained on them; sentences,
names and attribution stay ours. The other pipeline gives tags, lemmas and dependencies, which the rules above
read as Universal Dependencies.
"""

import os
from collections.abc import Sequence
from functools import lru_cache

import spacy
from spacy.language import Language

from onrecord.errors import ModelError

OUR_PARSER = "onrecord_parser"
LONGEST_TEXT = 20_000_000
# What another pipeline may bring along that is ours to say.
_NOT_ITS_PART = frozenset(["ner", "entity_ruler", "entity_linker", "senter", "sentencizer"])


def other_parser() -> Language | None:
    """The spaCy pipeline that `ONRECORD_PARSER` names, loaded once a process; None where it names none.

    Raises:
        ModelError: there is no such pipeline, or it is for another language than English.
    """
    chosen = os.environ.get("ONRECORD_PARSER", "")
    return _loaded(chosen) if chosen else None


@lru_cache(maxsize=2)
def _loaded(chosen: str) -> Language:
    try:
        other = spacy.load(chosen, exclude=sorted(_NOT_ITS_PART))
    except (OSError, ValueError, ImportError) as error:
        raise ModelError(
            f"ONRECORD_PARSER names the spaCy pipeline {chosen!r}, which can't be loaded: {error}.",
            "Install it, give the path of a saved pipeline, or unset ONRECORD_PARSER.",
        ) from error
    if other.lang != "en":
        raise ModelError(
            f"ONRECORD_PARSER names the spaCy pipeline {chosen!r}, which is for {other.lang!r}.",
            "Name a pipeline for English, or unset ONRECORD_PARSER.",
        )
    return other


def blank_with(components: Sequence[str], other: Language | None) -> Language:
    """An English pipeline of our components, another parser's in place of our own.

    Args:
        components: the names of ours, in order.
        other: a pipeline that tags and parses, or None.
    """
    nlp = spacy.blank("en", vocab=other.vocab) if other is not None else spacy.blank("en")
    nlp.max_length = LONGEST_TEXT
    for name in components:
        if other is None or name != OUR_PARSER:
            nlp.add_pipe(name)
            continue
        for theirs in other.pipe_names:
            nlp.add_pipe(theirs, source=other)
    return nlp
