"""What the clause before a connective holds back, where it says so with a verb or phrase that leads to it.

"refuses to sign", "will stay shut", "there is no question of signing" deny a step without a "not";
"is ready to sign", "threatened to leave" announce one without a "will".
"""

import re
from dataclasses import dataclass, replace
from typing import Literal

from onrecord.interpret.naming import Naming, name_clause, name_phrase, name_span, name_verb
from onrecord.interpret.nouns import PRONOUNS, noun_phrase
from onrecord.interpret.subjects import Subject, subject_of
from onrecord.interpret.verbs import VerbGroup, verb_groups
from onrecord.interpret.words import base_of, pos_of
from onrecord.text.tokens import Doc
from onrecord.text.words import word_set

Mood = Literal["denied", "ready", "threatened", "lasting", "wanted", "stopped"]

_REFUSING = word_set("refuse decline hesitate forbid prohibit")
_WITHHOLDING = word_set("oppose reject resist withhold boycott block veto delay freeze suspend")
_READY = word_set("ready willing prepared happy glad content")
_BINDING = word_set("vow pledge promise swear undertake agree offer")
_THREATENING = word_set("threaten vow swear")
_SHUTTING = word_set("shut close blockade")
_STOPPING = word_set("halt stop suspend end cancel freeze interrupt")
_KEEPING_UP = word_set("keep maintain continue")
_CONSIDERING = word_set("think consider contemplate imagine envisage")
_WANTING = word_set("demand want seek require request expect")
_LEADING = _REFUSING | _BINDING | _THREATENING | _WANTING | _WITHHOLDING
_STAYING = word_set("stay remain")
_STAYS = word_set("stays remains stay remain")
SHUT = word_set("closed shut suspended frozen blocked stopped halted sealed")
_PAUSED = word_set("suspended frozen stopped halted")
IN_FORCE = frozenset({"in place", "in force", "in effect"})
_LASTING = word_set("continue fight strike")
_NO_QUESTION = re.compile(
    r"\b(?:there|There) (?:is|was|were|are|can be|could be|will be|would be) no "
    r"(?:question|chance|prospect|possibility|hope|way|thought|talk) (?:of|for|to) "
)
_OUT_OF_THE_QUESTION = word_set("impossible unthinkable unacceptable inconceivable unimaginable")
_ROOM = 4


@dataclass(frozen=True, slots=True)
class Held:
    """What a clause holds back.

    Attributes:
        naming: the step.
        mood: whether it is denied, announced as something that the holder is ready for, threatened, wanted
            of another, to be stopped by what is threatened, or said to last (and what is held back is its
            end).
        group: the verb that leads the clause.
    """

    naming: Naming
    mood: Mood
    group: VerbGroup

    @property
    def negative(self) -> bool:
        """Whether the step is not to be until something else is."""
        return self.mood in {"denied", "lasting"}


def held_back(doc: Doc, start: int, end: int) -> Held | None:
    """What a clause holds back, by the verb or phrase that leads to it.

    Args:
        doc: the document.
        start: index of the first word of the clause.
        end: index after its last one.

    Returns:
        The step; None where the clause names it by its own verb.
    """
    start = _with_lead(doc, start)
    groups = verb_groups(doc, start, end)
    lead = next((number for number, group in enumerate(groups) if group.finite), None)
    if lead is None:
        return _staying_noun(doc, start, end)
    group = groups[lead]
    subject = subject_of(doc, groups, lead, start)
    return (
        _no_question(doc, group, start, end)
        or _existing(doc, group, end)
        or _staying(doc, group, subject, end)
        or _out_of_the_question(doc, group, subject, end)
        or _led(doc, groups, lead, end)
    )


def _with_lead(doc: Doc, start: int) -> int:
    """Where a clause begins with the verb that leads to it, where that stands before what was said."""
    first = max(0, start - _ROOM)
    if start == 0 or doc[start].sent.start > start - 1:
        return start
    for index in range(start - 1, max(first, doc[start].sent.start) - 1, -1):
        token = doc[index]
        if pos_of(token) == "VERB":
            leads = any(group.base in _LEADING for group in verb_groups(doc, index, index + 1))
            return index if leads and (doc[start].lower_ == "to" or index == start - 1) else start
        if pos_of(token) not in {"ADV", "NOUN", "PROPN", "NUM", "ADP"}:
            return start
    return start


def _named(naming: Naming | None, mood: Mood, group: VerbGroup) -> Held | None:
    return Held(replace(naming, negative=False), mood, group) if naming is not None else None


def _no_question(doc: Doc, group: VerbGroup, start: int, end: int) -> Held | None:
    """ "There is no question of signing"."""
    match = _NO_QUESTION.search(doc[start:end].text)
    if match is None or group.base != "be":
        return None
    offset = doc[start].idx + match.end()
    index = next((i for i in range(start, end) if doc[i].idx >= offset), end)
    return _named(name_clause(doc, index, end), "denied", group) if index < end else None


def _existing(doc: Doc, group: VerbGroup, end: int) -> Held | None:
    """ "There will be no signature"."""
    there = {token.lower_ for token in doc[max(0, group.start - 1) : group.verb]}
    if group.base != "be" or "there" not in there:
        return None
    if group.past and not group.modal:
        return None
    index = group.end
    if index >= end or not (doc[index].lower_ == "no" or group.negative):
        return None
    index += doc[index].lower_ in {"no", "any"}
    return _named(name_phrase(doc, index, end), "denied", group) if index < end else None


def reopened(doc: Doc, start: int, end: int) -> Naming | None:
    """What must come about where something may not stay as it is: "as long as the gate stays shut".

    Args:
        doc: the document.
        start: index of the first word of the clause.
        end: index after its last one.

    Returns:
        Its reopening or its end, or None where the clause says no such thing.
    """
    groups = verb_groups(doc, start, end)
    if not groups or not groups[0].finite:
        return None
    found = _staying(doc, groups[0], subject_of(doc, groups, 0, start), end, past=True)
    return replace(found.naming, end=end) if found is not None else None


def _staying(
    doc: Doc, group: VerbGroup, subject: Subject | None, end: int, *, past: bool = False
) -> Held | None:
    """ "The gate will stay shut", "the tax stays": the reopening, the end."""
    if group.base not in _STAYING or group.negative or subject is None or group.perfect:
        return None
    if group.past and not group.modal and not past:
        return None
    rest = [token.lower_ for token in doc[group.end : end] if pos_of(token) not in {"PUNCT", "SPACE"}]
    state = rest[0] if rest and rest[0] in SHUT else ""
    if rest and not state and " ".join(rest[:2]) not in IN_FORCE:
        return None
    return _named(_end_of(doc, subject, state), "denied", group)


def _staying_noun(doc: Doc, start: int, end: int) -> Held | None:
    """ "the tax stays", where the verb was taken for a noun."""
    while end > start and pos_of(doc[end - 1]) in {"PUNCT", "SPACE"}:
        end -= 1
    if end - start < 2 or doc[end - 1].lower_ not in _STAYS:
        return None
    group = VerbGroup(end - 1, end - 1, end, "stay")
    return _named(_end_of(doc, Subject(start, end - 1, end - 1), ""), "denied", group)


def end_of_state(state: str) -> str:
    """What ends a state of `SHUT`: the reopening of what is closed, the resumption of what is suspended."""
    return "resumption" if state in _PAUSED else "reopening"


def _end_of(doc: Doc, subject: Subject, state: str) -> Naming | None:
    thing = name_span(doc, subject.start, subject.end)
    if thing is None or doc[subject.start].lower_ in PRONOUNS:
        return None
    end = end_of_state(state) if state else "end"
    short = f"opening of {thing.label}" if end == "reopening" else ""
    label = f"{end} of {thing.label}"
    return replace(thing, label=label, thing=thing.label, kind="step", short=short)


def _out_of_the_question(doc: Doc, group: VerbGroup, subject: Subject | None, end: int) -> Held | None:
    """ "Talks are out of the question"."""
    if group.base != "be" or subject is None or group.negative:
        return None
    rest = doc[group.end : end].text.lower()
    said = rest.startswith(("out of the question", "off the table", "off limits"))
    if not said and rest.split()[:1] != [] and rest.split()[0].strip(".,") not in _OUT_OF_THE_QUESTION:
        return None
    if not rest or doc[subject.start].lower_ in PRONOUNS | {"there"}:
        return None
    return _named(name_span(doc, subject.start, subject.end), "denied", group)


def _led(doc: Doc, groups: list[VerbGroup], lead: int, end: int) -> Held | None:
    """What a verb leads to: "refuses to sign", "opposed the treaty", "is ready to sign"."""
    group = groups[lead]
    if group.negative:
        return None
    inner = groups[lead + 1] if lead + 1 < len(groups) else None
    if inner is not None and (not inner.infinitive or inner.start - group.end > _ROOM):
        inner = None
    if inner is None and (found := _of_a_thing(doc, group, end)) is not None:
        return found
    if group.base in _CONSIDERING and group.modal:
        index = group.end + (doc[group.end : group.end + 1].text.lower() in {"of", "about"})
        return _named(name_clause(doc, index, end), "ready", group)
    if inner is None or inner.negative:
        return None
    named = name_verb(doc, inner, None, end)
    if group.base in _REFUSING:
        return _named(named, "denied", group)
    if inner.base in _LASTING and group.base in _BINDING | _THREATENING:
        thing = name_phrase(doc, inner.end, end) or named
        return _named(replace(thing, label=f"end of {thing.label}"), "lasting", group) if thing else None
    if group.base in _THREATENING:
        return _named(named, "threatened", group) if group.modal not in {"could", "can", "may"} else None
    between = {token.lower_ for token in doc[group.end : inner.start]}
    prepared = group.base == "prepare" and group.passive
    if (group.base == "be" and between & _READY) or group.base in _BINDING or prepared:
        return _named(named, "ready", group)
    return None


def _of_a_thing(doc: Doc, group: VerbGroup, end: int) -> Held | None:
    """What a verb stops, withholds or wants: "opposed the treaty", "will suspend the aid"."""
    if group.base == "rule" and doc[group.end : group.end + 1].text == "out":
        return _named(name_clause(doc, group.end + 1, end), "denied", group)
    if group.passive:
        return None
    if group.base == "be" and [token.lower_ for token in doc[group.end : group.end + 2]] == ["open", "to"]:
        # "is open to a reserve", where no "if" follows that would make "open" a thing's state
        return _named(name_phrase(doc, group.end + 2, end), "ready", group)
    mood: Mood | None = None
    if group.base in _STOPPING and group.modal in {"will", "would", "may"}:
        mood = "stopped"
    elif group.base in _SHUTTING and group.modal in {"will", "would"} and group.end < end:
        shut = name_phrase(doc, group.end, end)
        label = f"opening of {shut.label}" if shut else ""
        return _named(replace(shut, label=label, kind="step"), "stopped", group) if shut else None
    elif group.base in _KEEPING_UP and group.modal in {"will", "would"}:
        at = group.end + (doc[group.end : group.end + 1].text == "up")
        kept = name_phrase(doc, at, end) if at < end and (group.base != "keep" or at > group.end) else None
        return _named(replace(kept, label=f"end of {kept.label}"), "lasting", group) if kept else None
    elif group.base in _WITHHOLDING:
        mood = "denied"
    elif group.base in _WANTING:
        mood = "wanted"
        done = _wanted_done(doc, group.end, end)
        if done is not None:
            return _named(done, mood, group)
    return _named(name_phrase(doc, group.end, end), mood, group) if mood is not None else None


def _wanted_done(doc: Doc, start: int, end: int) -> Naming | None:
    """What somebody wants done: "wants the names of the missing | published"."""
    found = noun_phrase(doc, start, end)
    if found is None or found[1] >= end or doc[found[1]].tag_ not in {"VBN", "VBD"}:
        return None
    at = found[1]
    return name_verb(
        doc, VerbGroup(at, at, at + 1, base_of(doc[at]), passive=True), Subject(*found, found[1]), end
    )
