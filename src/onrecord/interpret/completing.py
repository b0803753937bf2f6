"""The name of what a step waits for, made to say enough where the clause is no plain deed.

"as long as two wards are on the list", "until the agency has certified that the water is clean", "on
condition that the field stay open to the public": a state, what is found to be so, what is to last.
"""

import re
from dataclasses import replace

from onrecord.interpret.held import IN_FORCE, SHUT, end_of_state
from onrecord.interpret.naming import Naming
from onrecord.interpret.nouns import PRONOUNS, label_of, of_any, plain
from onrecord.interpret.shapes import clause_end, main_verb
from onrecord.interpret.subjects import Subject, subject_of
from onrecord.interpret.verbs import VerbGroup, verb_groups
from onrecord.interpret.words import gerund, pos_of, verbs
from onrecord.text.tokens import Doc
from onrecord.text.words import word_set

_LONGEST = 14
_STATES = word_set("be remain stay")
_BEING_THERE = IN_FORCE | {"on", "there", "under way", "going on", "pending", "alive", "outstanding"}
_LASTING = word_set("last hold stand survive persist endure")
_NOT_TOLD = word_set("him her them us me you it")
_THAT = word_set("that whether")


def _clause(doc: Doc, start: int, end: int) -> tuple[VerbGroup, Subject, int] | None:
    """The verb that leads a clause, its subject, and where its words end."""
    groups = verb_groups(doc, start, end)
    number = main_verb(doc, groups, start)
    if number is None or not groups[number].finite:
        return None
    subject = subject_of(doc, groups, number, start)
    if subject is None or subject.relative or doc[subject.start].lower_ in PRONOUNS | {"there"}:
        return None
    return groups[number], subject, _trimmed(doc, clause_end(doc, groups[number].end, end))


def _trimmed(doc: Doc, end: int) -> int:
    while pos_of(doc[end - 1]) in {"PUNCT", "SPACE", "CCONJ"} and doc[end - 1].text != "%":
        end -= 1
    return end


def _named(doc: Doc, label: str, group: VerbGroup, subject: Subject, end: int) -> Naming | None:
    words = label.split()
    if len(words) > _LONGEST or words[-1].lower() in _NOT_TOLD:
        return None
    thing = label_of(doc, subject.start, subject.end)
    return Naming(label, "step", subject.start, end, subject, base=group.base, thing=thing)


def no_longer(doc: Doc, start: int, end: int) -> Naming | None:
    """What must come about for a state or a deed to end: "two wards no longer on the list".

    Args:
        doc: the document.
        start: index of the first word of the clause that tells of it.
        end: index after its last one.

    Returns:
        The name, or None where the end of the thing itself says it: "as long as the strike lasts".
    """
    found = _clause(doc, start, end)
    if found is None or found[0].negative:
        return None
    group, subject, last = found
    thing = of_any(doc, subject.start, label_of(doc, subject.start, subject.end))
    rest = plain(doc, group.end, last) if last > group.end else ""
    rest = re.sub(r" \w+ (?:him|her|them|us|me|you|it)$", "", rest)
    if group.base in _STATES and not group.passive:
        if not rest or rest.lower() in _BEING_THERE:
            return None
        state = rest.split()[0].lower()
        if state in SHUT:
            return _named(doc, f"{end_of_state(state)} of {thing}", group, subject, last)
        return _named(doc, f"{thing} no longer {rest}", group, subject, last)
    if group.passive:
        if doc[group.verb].lower_ in SHUT:
            return _named(doc, f"{end_of_state(doc[group.verb].lower_)} of {thing}", group, subject, last)
        done = f"{doc[group.verb].lower_} {rest}".strip()
        return _named(doc, f"{thing} no longer {done}", group, subject, last)
    if group.base in _LASTING | verbs().befalling or group.progressive or not rest:
        return None
    return _named(doc, f"{thing} no longer {gerund(group.base)} {rest}", group, subject, last)


def lasting(doc: Doc, start: int, end: int) -> Naming | None:
    """What must go on, where a clause says that it lasts: "as long as the truce holds".

    Args:
        doc: the document.
        start: index of the first word of the clause.
        end: index after its last one.
    """
    found = _clause(doc, start, end)
    if found is None or found[0].negative or found[0].passive or found[0].base not in _LASTING:
        return None
    group, subject, last = found
    if last > group.end:
        return None
    return _named(doc, f"continuation of {label_of(doc, subject.start, subject.end)}", group, subject, last)


def found_to_be(doc: Doc, start: int, end: int) -> Naming | None:
    """What is to be told or found, with all that is: "certification that the water is clean".

    Args:
        doc: the document.
        start: index of the first word of the clause.
        end: index after its last one.
    """
    groups = verb_groups(doc, start, end)
    number = main_verb(doc, groups, start)
    if number is None or not groups[number].finite or groups[number].base in _STATES:
        return None
    group = groups[number]
    index = group.end
    if index + 2 >= end or doc[index].lower_ not in _THAT or group.negative:
        return None
    if doc[index + 1].lower_ in PRONOUNS or len(groups) < number + 2:
        return None
    noun = verbs().nominal.get(group.base, gerund(group.base))
    last = _trimmed(doc, end)
    label = f"{noun} {doc[index].lower_} {plain(doc, index + 1, last)}"
    if len(label.split()) > _LONGEST:
        return None
    return Naming(label, "step", start, last, base=group.base, thing=label)


def done_to_step(doc: Doc, step: Naming | None, start: int, end: int) -> Naming | None:
    """What is to be done to the step's own thing: "the accord ... unless the council ratifies it".

    Args:
        doc: the document.
        step: what waits for it, or None.
        start: index of the first word of the clause.
        end: index after its last one.
    """
    found = _clause(doc, start, end) if step is not None else None
    if step is None or found is None or found[0].passive or found[0].negative:
        return None
    group, subject, last = found
    at = group.end + (group.end < last and pos_of(doc[group.end]) == "ADP")
    if at + 1 != last or doc[at].lower_ not in {"it", "them"} or group.base not in verbs().doable:
        return None
    thing = (step.thing or step.label).split(" of ")[0]
    plural = thing.split()[-1].endswith("s") and not thing.endswith("ss")
    if plural != (doc[at].lower_ == "them") or set(thing.lower().split()) & PRONOUNS:
        return None
    noun, joined = verbs().nominal.get(group.base, gerund(group.base)), "of"
    if at > group.end:
        joined = doc[group.end].lower_
    label = f"{noun} {joined} {thing} by {label_of(doc, subject.start, subject.end)}"
    return _named(doc, label, group, subject, last)


def in_a_state(doc: Doc, start: int, end: int) -> Naming | None:
    """A thing as it is to be, in the clause's own words: "playing field open to the public".

    Args:
        doc: the document.
        start: index of the first word of the clause.
        end: index after its last one.
    """
    found = _clause(doc, start, end)
    if found is None or found[0].negative or found[0].passive or found[0].base not in _STATES:
        return None
    group, subject, last = found
    if last <= group.end or pos_of(doc[group.end]) not in {"ADJ", "ADV", "ADP"}:
        return None
    rest = plain(doc, group.end, last)
    if not rest or set(rest.lower().split()) & _NOT_TOLD:
        return None
    return _named(doc, f"{label_of(doc, subject.start, subject.end)} {rest}", group, subject, last)


_TAKEN_UP = {"accept": "acceptance of", "agree": "agreement on", "consent": "consent to"}


def taken_up(doc: Doc, naming: Naming) -> Naming:
    """A requirement that somebody takes terms up: the acceptance is awaited, not the terms.

    Args:
        doc: the document.
        naming: the requirement.
    """
    words = _TAKEN_UP.get(naming.base)
    if words is None or naming.label.startswith(words[:6]):
        return naming
    if naming.base == "agree" and re.search(
        r"\bagree[sd]? to\b", doc[naming.start : naming.end].text.lower()
    ):
        words = "agreement to"
    return replace(naming, label=f"{words} {naming.label}", short=naming.label)


_UNITS = re.compile(r"\b(?:(?:19|20)\d\d|years?|months?|weeks?|days?|hours?|minutes?)$")


def with_rest(doc: Doc, naming: Naming, limit: int) -> Naming:
    """A requirement with what it leaves out or how long it is to be: "talks without guards", "for a month".

    Args:
        doc: the document.
        naming: the requirement.
        limit: index after the last word of its clause.
    """
    index = naming.end
    if not naming.start < index < limit - 1 or doc[index].lower_ not in {"without", "until", "for", "within"}:
        return naming
    last = _trimmed(doc, clause_end(doc, index + 1, limit))
    words = plain(doc, index, last)
    told = doc[index].lower_ == "without" or _UNITS.search(words)
    nouns = [token for token in doc[index + 1 : last] if pos_of(token) in {"NOUN", "PROPN", "NUM"}]
    fits = len(naming.label.split()) + len(words.split()) <= _LONGEST and 2 <= len(words.split()) <= 6
    if (
        not told
        or not nouns
        or not fits
        or any(pos_of(token) in {"VERB", "PUNCT"} for token in doc[index:last])
    ):
        return naming
    return replace(naming, label=f"{naming.label} {words}", end=last, short=naming.short or naming.label)


_TOLD_BY_DOER = word_set("reach leave enter keep cross join visit meet hold take speak occupy pass")
_OWN = re.compile(r"\bown\b")


def by_doer(doc: Doc, naming: Naming, start: int) -> Naming | None:
    """A requirement with whoever is to do it, where the deed doesn't tell: "leaving of ridge by guards".

    Args:
        doc: the document.
        naming: the requirement.
        start: index of the first word of its clause.

    Returns:
        The name; None where its subject was cut out of a longer one: "the last clerk in the hall leaves".
    """
    subject = naming.subject
    if subject is None:
        return naming
    if subject.start > start and pos_of(doc[subject.start - 1]) == "ADP":
        # "spending on schools was exempted" is told by its noun; of other things the head got lost.
        return naming if doc[subject.start - 2].tag_ == "VBG" else None
    if not naming.base or doc[subject.start].lower_ in PRONOUNS or " by " in naming.label:
        return naming
    who = label_of(doc, subject.start, subject.end)
    had = naming.base == "have" and naming.label == naming.thing
    if not had and naming.base not in _TOLD_BY_DOER and not _OWN.search(naming.label):
        return naming
    words = {word.lower() for word in who.split()}
    if len(naming.label.split()) + len(who.split()) + 1 > _LONGEST or words & set(
        naming.label.lower().split()
    ):
        return naming
    return replace(naming, label=f"{naming.label} {'for' if had else 'by'} {who}", short=naming.label)


_UNJOINED = re.compile(
    r"^(\w+ing|\w+ment|\w+tion) (at least|at most|up to|more than|no more than|fewer than) "
)
_LOOSE = re.compile(r" of own(?= again\b|$)| again(?= |$)| either(?= |$)")


def tidied(naming: Naming) -> Naming:
    """A name without words that say nothing out of their place: "quota of own again".

    Args:
        naming: the name.
    """
    label = _UNJOINED.sub(r"\1 of \2 ", naming.label)
    return replace(naming, label=_LOOSE.sub("", label))


_EMPTY = word_set(
    "attempt attempts effort efforts step steps move moves promise promises word thing things try"
)


def is_hollow_name(doc: Doc, naming: Naming, start: int) -> bool:
    """Whether a name says too little to wait for or to hold back: "a promise", "such a law".

    Args:
        doc: the document.
        naming: the name.
        start: index of the first word that it is told in.
    """
    words = naming.label.lower().split()
    if words[-1] in _EMPTY and len(words) < 3 and not naming.base:
        return True
    if doc[start].lower_ == "such" and len(words) == 1:
        return True
    # "would go before an arbitrator": where to got lost.
    groups = [group for group in verb_groups(doc, start, doc[start].sent.end) if group.base == naming.base]
    lost = naming.base in {"go", "come"} and words[0] in {"going", "coming"} and bool(groups)
    return lost and " ".join(words[1:2]) == "of" and doc[groups[0].end].lower_ == "before"
