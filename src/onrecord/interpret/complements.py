"""What the name of an issue goes on with: "all prisoners | home by Easter", "a guarantee | that all stay".

A name made of a noun alone leaves out what tells it apart where that stands after it: the clause that says
what is guaranteed, where somebody is to be, from or until when a thing is to hold.
"""

import re
from dataclasses import replace

from onrecord.interpret.naming import Naming
from onrecord.interpret.nouns import PRONOUNS, is_time, plain
from onrecord.interpret.shapes import clause_end
from onrecord.interpret.whole import LONGEST_WHOLE, head_of
from onrecord.interpret.words import pos_of
from onrecord.text.tokens import Doc
from onrecord.text.words import word_set

_SAID = word_set(
    "guarantee guarantees assurance assurances promise promises pledge pledges commitment commitments "
    "undertaking undertakings proof evidence word confirmation certainty"
)
_WHERE_TO = word_set("home back out free gone away")
_LIMITS = word_set("by until before after from over")
_THERE = re.compile(r"that there (?:would|will|must|should|shall) be ")
_SHORT = 5
"""Words of a name that a limit in time may be added to."""
_LIMIT_WORDS = 6


def with_what_follows(doc: Doc, naming: Naming, *, wanted: bool) -> Naming | None:
    """The name of an issue with what stands after it and tells it apart.

    Args:
        doc: the document.
        naming: the issue, named as far as its phrase goes.
        wanted: whether it is asked for, so that "home" or "out" says where it is to be.

    Returns:
        It, longer where something is added; None where what tells it apart is too long to add.
    """
    if not naming.start < naming.end < len(doc) or doc[naming.start].lower_ in PRONOUNS:
        return naming
    end = doc[naming.start].sent.end
    naming = replace(naming, label=_THERE.sub("of ", naming.label))
    if (
        head_of(naming.label.lower().split()) in _SAID
        and naming.end < end
        and doc[naming.end].lower_ == "that"
    ):
        return _with_clause(doc, naming, end)
    if wanted and not naming.base and doc[naming.end].lower_ in _WHERE_TO and naming.end < end:
        naming = _longer(doc, naming, naming.end + 1)
    return _with_limit(doc, naming, end)


def _with_clause(doc: Doc, naming: Naming, end: int) -> Naming | None:
    """A guarantee with what it guarantees."""
    stop = clause_end(doc, naming.end + 1, end)
    while stop > naming.end and pos_of(doc[stop - 1]) in {"PUNCT", "SPACE", "CCONJ"}:
        stop -= 1
    if stop - naming.end < 3 or len(naming.label.split()) + stop - naming.end > LONGEST_WHOLE:
        return None
    longer = _longer(doc, naming, stop)
    longer = replace(longer, label=_THERE.sub("of ", longer.label))
    return _with_limit(doc, longer, end, LONGEST_WHOLE - _LIMIT_WORDS)


def _with_limit(doc: Doc, naming: Naming, end: int, most: int = _SHORT) -> Naming:
    """A short name with the time that sets a bound to it: "cut | before 2027", "pumps to run | until May"."""
    index = naming.end
    if index + 1 >= end or doc[index].lower_ not in _LIMITS or len(naming.label.split()) > most:
        return naming
    stop = _past_time(doc, index + 1, min(end, index + 1 + _LIMIT_WORDS))
    if stop + 1 < end and doc[index].lower_ == "from" and doc[stop].lower_ in {"to", "until"}:
        stop = max(stop, _past_time(doc, stop + 1, min(end, stop + 1 + _LIMIT_WORDS)))
    return _longer(doc, naming, stop) if stop > index + 1 else naming


def _past_time(doc: Doc, start: int, limit: int) -> int:
    """The index after a time that begins at a word: "the end of the week"; that word's own else."""
    if not is_time(doc, start, limit):
        return start
    at, reached = start, start
    while at < limit and (
        pos_of(doc[at]) in {"DET", "ADJ", "NUM", "NOUN", "PROPN"} or doc[at].lower_ == "of"
    ):
        at += 1
        reached = reached if doc[at - 1].lower_ == "of" else at
    return reached


def _longer(doc: Doc, naming: Naming, end: int) -> Naming:
    more = plain(doc, naming.end, end)
    return replace(naming, label=f"{naming.label} {more}", end=end, short=naming.short or naming.label)
