"""What a report keeps coming back to, by its words: what it is about, and what it only mentions."""

from collections import Counter
from functools import cache
from itertools import takewhile
from typing import Literal

from onrecord.interpret.clauses import Scene
from onrecord.interpret.naming import Naming
from onrecord.interpret.stems import stem
from onrecord.interpret.words import read_data, things
from onrecord.text.tokens import Doc
from onrecord.text.words import word_set

Matter = Literal["talks", "near talks", "other"]
ON_TALKS, NEAR_TALKS = 20, 15
"""Words of talks in a thousand: reports of negotiations have more than the first (108 of 110 in eleven
dossiers and collections), hardly any other does (28 of 924 articles of PolNeAR)."""
_PER = 1000
SHORT = 80
"""Words of a text that is too short to tell what it is about."""

RECURRENT = 3
"""A word that stands so often in a report is one of those that it is about."""
LEAD = 400
"""Characters at the beginning in which a report says what it is about."""
_COUNTS = "onrecord_stem_counts"
_STEMS_OF_LEAD = "onrecord_stems_of_lead"
_DEFINITE = word_set("the this that these those his her its their our my such")
_INDEFINITE = word_set("a an")


def counts_of(doc: Doc) -> Counter[str]:
    """How often each stem stands in a report, counted once."""
    found = doc.user_data.get(_COUNTS)
    if not isinstance(found, Counter):
        found = doc.user_data[_COUNTS] = Counter(stem(token.lower_) for token in doc if token.is_alpha)
    return found


def lead_of(doc: Doc) -> frozenset[str]:
    """The stems of the words with which a report begins, collected once."""
    found = doc.user_data.get(_STEMS_OF_LEAD)
    if not isinstance(found, frozenset):
        begins = takewhile(lambda token: token.idx < LEAD, doc)
        found = frozenset(stem(token.lower_) for token in begins if token.is_alpha)
        doc.user_data[_STEMS_OF_LEAD] = found
    return found


@cache
def negotiated() -> frozenset[str]:
    """Stems of what is talked about where parties negotiate."""
    return frozenset(stem(word) for word in read_data("reports")["negotiating"]["nouns"])


@cache
def campaigned() -> frozenset[str]:
    """Stems of what is talked about in a campaign."""
    return frozenset(stem(word) for word in read_data("reports")["electing"]["nouns"])


def share_of(doc: Doc, words: frozenset[str]) -> float:
    """How many in a thousand words of a report have one of some stems."""
    counts = counts_of(doc)
    return _PER * sum([counts[word] for word in words if word in counts]) / max(1, sum(counts.values()))


def is_short(doc: Doc) -> bool:
    """Whether a text is too short to tell what its words are about."""
    return sum(counts_of(doc).values()) < SHORT


def matter_of(doc: Doc) -> Matter:
    """What a report is about, by its words: parties that negotiate, something near that, or other matters.

    One that is too short to tell is taken for one on negotiations.
    """
    if is_short(doc):
        return "talks"
    talks = share_of(doc, negotiated())
    if talks < NEAR_TALKS or talks <= share_of(doc, campaigned()):
        return "other"
    return "talks" if talks >= ON_TALKS else "near talks"


def is_a_matter(doc: Doc, word: str) -> bool:
    """Whether a noun is one of the matters of a report on talks: it comes back, and isn't anybody.

    Args:
        doc: the report.
        word: the noun, in small letters.
    """
    known = things()
    if word in known.people | known.hollow | known.vague or counts_of(doc)[stem(word)] < RECURRENT:
        return False
    return matter_of(doc) == "talks"


@cache
def plain_patterns() -> frozenset[str]:
    """Names of the patterns whose word is itself a stand, whatever the report is about."""
    return frozenset(read_data("reports")["plain"]["patterns"])


def is_negotiated(word: str) -> bool:
    """Whether a noun is one for what parties negotiate over, whatever the report."""
    return word in things().offerable | things().tables or stem(word) in negotiated()


def is_untold(scene: Scene, naming: Naming) -> bool:
    """Whether a name rests on one word that the report brings in without saying which: "use of the term".

    Args:
        scene: the report.
        naming: an issue.

    Returns:
        True where the word is definite, or an "a" makes it one of many that is no step, and the report has no
        fuller name for it, hardly comes back to it, and it is nothing that parties negotiate over anywhere.
    """
    doc, thing = scene.doc, (naming.thing or naming.label).lower()
    if not thing.isalpha() or scene.phrases.in_full(naming).label != naming.label:
        return False
    if naming.label.lower() != thing and not naming.label.lower().endswith(f" of {thing}"):
        return False
    place = next((i for i in range(naming.start, min(naming.end, len(doc))) if doc[i].lower_ == thing), None)
    if place is None or place == 0 or is_negotiated(thing) or counts_of(doc)[stem(thing)] >= RECURRENT:
        return False
    before = doc[place - 1].lower_
    return before in _DEFINITE or (before in _INDEFINITE and naming.kind != "step")
