"""A text as a spaCy document with our annotations: the pipeline of our components, made once a process."""

from collections.abc import Sequence
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from onrecord.language.components import PARAGRAPHS, load_encoder
from onrecord.language.parsers import blank_with, other_parser
from onrecord.model import Block

COMPONENTS = (
    "onrecord_sentences",
    "onrecord_encoder",
    "onrecord_parser",
    "onrecord_names",
    "onrecord_attribution",
)


@lru_cache(maxsize=1)
def pipeline() -> Language:
    """The spaCy pipeline of all our components, made once a process.

    Where `ONRECORD_PARSER` names a spaCy pipeline, its components take the place of our parser.

    Raises:
        ModelError: the model is missing or damaged, or `ONRECORD_PARSER` names no English pipeline.
    """
    return blank_with(COMPONENTS, other_parser())


def analyse(text: str, blocks: Sequence[Block] = ()) -> Doc:
    """Read a text.

    Args:
        text: the report's text.
        blocks: its paragraphs; without them every line is one.

    Returns:
        A document whose text is `text`, with tags, lemmas, dependencies, `ents` (PERSON, STATE,
        ORGANIZATION, GROUP) and `spans["source" | "cue" | "content"]`.

    Raises:
        ModelError: the model is missing or damaged.
    """
    nlp = pipeline()
    doc = nlp.make_doc(text)
    if blocks:
        doc.user_data[PARAGRAPHS] = [(block.start, block.end) for block in blocks]
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def model_version() -> str:
    """Name and version of the model in use, such as `onrecord-en 1.0`, and of another parser where one is."""
    other = other_parser()
    own = load_encoder().shipped.version
    return f"{own}, parser {other.meta['name']} {other.meta['version']}" if other is not None else own
