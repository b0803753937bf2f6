"""Whether a clause can be the step of a condition, or what it waits for."""

import re

from onrecord.interpret.connectives import Connective
from onrecord.interpret.held import Held
from onrecord.interpret.nouns import is_time
from onrecord.interpret.shapes import main_verb
from onrecord.interpret.verbs import VerbGroup, verb_groups
from onrecord.interpret.words import base_of, pos_of, verbs
from onrecord.text.tokens import Doc
from onrecord.text.words import word_set

_HOLLOW = re.compile(
    r"\b(?:meaningless|impossible|unacceptable|pointless|unthinkable|worthless|useless|hollow|incomplete|"
    r"not (?:be )?possible|out of the question|unrealistic|no)\b",
    re.IGNORECASE,
)
STAYING = word_set("stay remain")
_OPEN_MODALS = word_set("will would must should can could may due")
PAST_EXCHANGE = word_set("offer propose raise agree promise suggest")
_TIME = re.compile(
    r"\b(?:next|last|end|year|week|month|day|night|noon|midnight|deadline|january|february|march|april|may|june|"
    r"july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|"
    r"summer|winter|autumn|spring|christmas|election|elections|convention|primary|caucuses|inauguration|long|\d{4}|years|months|weeks|days|hours|minutes)\b",
    re.IGNORECASE,
)
_MEASURES = word_set(
    "years year months month weeks week days day hours hour minutes minute moments shortly long just soon"
)
_EVER = word_set("never ever as than")
_BEFORE_A_QUESTION = word_set(
    "ask asks asked asking wonder wonders wondered know knows knew see sees saw question doubt decide "
    "decides decided check checks even as what unclear sure say tell find"
)
_THAN_ONCE = word_set("than at all more")
_TAKING_UP = word_set("live accept agree support back consent")
_OF_TERMS = frozenset({"as-long-as", "provided"})
_TAKEN_UP = word_set("accept agree consent approve back support")
_NO_DEEDS = word_set("be have do work can happen")
_THINKABLE = word_set("possible conceivable thinkable acceptable imaginable realistic viable feasible")
_FORUMS = word_set("court panel judge tribunal committee commission jury magistrate inquiry")
_GETTING_THERE = word_set("come arrive return meet speak begin start open run talk visit get")


def _is_ahead(group: VerbGroup | None) -> bool:
    """Whether a clause that denies something denies it of what may come."""
    if group is None:
        return True
    if group.perfect and not group.modal:
        return False
    return group.modal in _OPEN_MODALS or group.base in {"be", "refuse"} or not group.past


def is_hollow(words: str) -> bool:
    """Whether words call something impossible or worth nothing: "meaningless", "out of the question".

    Args:
        words: the step's clause.
    """
    return bool(_HOLLOW.search(words))


_WORTHLESS = re.compile(
    r"(?:meaningless|pointless|worthless|useless|hollow|incomplete|void|invalid|worth (?:nothing|little)|"
    r"(?:of )?no (?:use|value|good)|not worth|impossible|unacceptable|unthinkable)\b",
    re.IGNORECASE,
)


def is_worthless(words: str) -> bool:
    """Whether what follows "be" says that something is worth nothing, or cannot be: "worth nothing".

    Args:
        words: they.
    """
    return bool(_WORTHLESS.match(words.strip()))


def step_fits(doc: Doc, connective: Connective, group: VerbGroup | None, start: int, end: int) -> bool:
    """Whether a clause can be the step that a connective of its kind holds back."""
    kind = connective.step
    if kind == "any":
        return True
    negative = _is_denied(doc, group, start, end)
    if kind == "negative":
        return (negative or (group is not None and group.base in STAYING)) and _is_ahead(group)
    if kind == "possible":
        return (
            group is not None
            and not group.past
            and not group.perfect
            and (group.modal in _OPEN_MODALS or group.base == "be")
        )
    if kind == "both-negative":
        return negative and group is not None and group.modal in _OPEN_MODALS
    if kind in {"own", "own-negative"}:
        return _is_own(doc, connective, group, start, end)
    if kind == "hollow":
        if group is None:
            return doc[start].lower_ == "no"
        hollow = is_hollow(doc[start:end].text)
        return hollow or (negative and group.modal in _OPEN_MODALS)
    if kind == "offered":
        return _is_offered(group)
    if group is None:
        return kind == "open" and doc[start].lower_ == "no"
    return _is_to_come(doc, connective, group, negative)


def _is_to_come(doc: Doc, connective: Connective, group: VerbGroup, negative: bool) -> bool:
    """Whether a clause is about what may come, and denied only where its connective takes that."""
    kind = connective.step
    if is_asked_for(doc, group):
        return connective.name == "before" and not negative
    told = connective.name == "as-long-as" and pos_of(doc[group.start - 1]) in {"NOUN", "PROPN"}
    if (kind == "open" or told) and makes_sense(doc, group):
        return True
    if connective.name in _OF_TERMS and group.base in _TAKEN_UP and not (group.modal or negative):
        return True  # "has accepted patrols as long as they are unarmed"
    if kind == "positive" and group.base == "be":
        return False
    if _only_describes(connective, group, negative):
        return False
    open_ = (
        group.modal in _OPEN_MODALS
        or group.base in {"want", "wish", "insist", "need", "offer", "agree", "demand"}
        or (not group.past and not group.perfect and kind == "open")
    )
    return open_ and (kind == "open" or not negative)


def _is_denied(doc: Doc, group: VerbGroup | None, start: int, end: int) -> bool:
    """Whether a clause denies what it says, by its verb or by a word: "nobody will", "not a soldier will"."""
    words = {doc[index].lower_ for index in range(start, end)}
    return (
        (group is not None and group.negative)
        or doc[start].lower_ == "not"
        or bool(words & {"no", "nobody", "none", "nothing", "neither", "never", "nor"})
    )


def _only_describes(connective: Connective, group: VerbGroup, negative: bool) -> bool:
    """Whether a clause says what may or does happen, and holds nothing back."""
    if connective.name == "before":
        return group.modal in {"could", "may"}
    return connective.name == "unless" and group.base == "be" and not group.modal and not negative


def _is_own(doc: Doc, connective: Connective, group: VerbGroup | None, start: int, end: int) -> bool:
    """Whether a step is a party's own to do."""
    if connective.name == "needs-to-do":
        inner = verb_groups(doc, start, end)
        return bool(inner) and inner[0].infinitive and inner[0].base in verbs().doable
    undone = connective.step == "own-negative" and doc[start].lower_ == "no"
    if undone and group is not None and group.passive:
        # "no licences would be issued if the offer was rejected"
        return group.modal in {"will", "would"} and not (group.perfect or group.negative)
    if connective.step == "own-negative":
        refused = group is not None and group.negative and group.base in verbs().refusable
        return refused and group is not None and group.modal in {"will", "would"} and not group.perfect
    if group is not None and connective.name == "if" and is_threat(group):
        return True
    return group is not None and _may_bind(group, group.negative or doc[start].lower_ in {"no", "nobody"})


def _is_offered(group: VerbGroup | None) -> bool:
    """Whether a step is what somebody would give in exchange."""
    if group is None:
        return True
    if group.negative or (group.base == "be" and not group.modal):
        # "would not open the road in return for a promise": a refusal.
        return False
    return (
        group.modal in _OPEN_MODALS or group.base in PAST_EXCHANGE or (not group.past and not group.perfect)
    )


def _may_bind(group: VerbGroup, negative: bool) -> bool:
    """Whether a step is what a party says that it would do, and no threat."""
    known = verbs()
    return (
        group.modal in {"will", "would", "can", "could"}
        and not negative
        and not group.perfect
        and (group.base in known.doable | _TAKING_UP or is_deed(group.base))
        and group.base not in known.harmful
    )


def is_deed(base: str) -> bool:
    """Whether a verb tells what somebody does by will: any but those of being, feeling, telling, befalling.

    Args:
        base: its base form.
    """
    known = verbs()
    return base not in known.unwilled | known.mental | known.saying | _NO_DEEDS


def is_asked_for(doc: Doc, group: VerbGroup) -> bool:
    """Whether a clause is what somebody asks to be so: "(a demand) that the gate be cleared"."""
    if group.modal:
        return False
    if doc[group.start].lower_ == "be" and group.verb > group.start:
        return True
    return (
        doc[group.verb].tag_ in {"VB", "VBP"}
        and not group.infinitive
        and asked_by(doc, group.start) is not None
    )


_ASKING_FOR = word_set("insist demand require ask urge propose stipulate request")
_LONGEST_SUBJECT = 8


def asked_by(doc: Doc, index: int) -> int | None:
    """The verb by which somebody asks that something be so: "insists that the roof be mended".

    Args:
        doc: the document.
        index: index of the verb that tells what is to be so, or of the first word of its clause.

    Returns:
        Its index, or None.
    """
    first = doc[index].sent.start
    that = next(
        (i for i in range(index, max(first, index - _LONGEST_SUBJECT), -1) if doc[i].lower_ == "that"), None
    )
    if that is None:
        return None
    joined = doc[that - 1].lower_ in {"and", ","}
    for place in range(that - 1, first - 1, -1):
        if pos_of(doc[place]) == "VERB" and base_of(doc[place]) in _ASKING_FOR:
            return place
        if not joined:
            return None
    return None


def makes_sense(doc: Doc, group: VerbGroup) -> bool:
    """Whether a clause says that its subject can be thought of: "a meeting made sense only after ..."."""
    after = doc[group.end : group.end + 1].text.lower()
    if group.negative:
        return False
    return (group.base == "make" and after == "sense") or (group.base == "be" and after in _THINKABLE)


def is_threat(group: VerbGroup) -> bool:
    """Whether a clause announces harm: "will walk out"."""
    return (
        group.modal in {"will", "would"}
        and not (group.negative or group.perfect or group.passive)
        and group.base in verbs().harmful
    )


def need_fits(doc: Doc, connective: Connective, group: VerbGroup | None, start: int, end: int) -> bool:
    """Whether what is waited for is something to come, and no mere time."""
    need = main_group(doc, start, end)
    words = doc[start:end].text
    if need is None and connective.name in {
        "after",
        "when",
        "not-while",
        "as-long-as",
        "if",
        "if-not",
        "if-own-not",
    }:
        return False
    if need is None and connective.name in {"not-before", "before"} and doc[end - 1].lower_ in _FORUMS:
        # "a case before the court": a place.
        return False
    if need is None:
        return not (
            connective.name in {"not-before", "before", "after", "once", "not-until", "only-if"}
            and _TIME.search(words[:60])
        )
    if connective.name == "if-not" and need.perfect and need.past:
        return False
    if (
        connective.name == "before"
        and _TIME.search(words[:40])
        and doc[start].lower_ in {"the", "this", "next"}
    ):
        return False
    if connective.name in {"after", "before", "not-before"} and is_time(doc, start, end):
        return False
    told = group is not None and group.modal in {"would", "could"}
    if (
        connective.name == "not-while"
        and (need.modal or (need.past and not told))
        and doc[start - 1].lower_ == "while"
    ):
        return False
    if connective.name == "when" and not (need.perfect and not need.past):
        # "when there is a place for us"
        there = need.base == "be" and (told or not need.past) and doc[start].lower_ == "there"
        done = (need.passive or need.base in verbs().doable | verbs().befalling) and (told or not need.past)
        done = done and need.base not in _GETTING_THERE and not need.progressive
        return (there or done) and group is not None and group.modal in {"will", "would", "can", "could"}
    if connective.name == "on-the-day" and not need.passive and need.base not in verbs().doable | {"be"}:
        return False
    if connective.name in {"after", "once", "before"} and need.past and not need.perfect:
        # "will walk out after both turned it down" tells why, not on what condition.
        return group is not None and group.modal in {"would", "could", "should", "must"}
    return True


def is_idle(doc: Doc, connective: Connective, group: VerbGroup | None, index: int) -> bool:
    """Whether the step only says how long something takes, or what is left out: "left without"."""
    if group is None:
        return False
    if (
        connective.name == "not-without"
        and index == group.end
        and group.base in {"leave", "go", "do", "live"}
    ):
        return True
    befalls = group.end < len(doc) and doc[group.end].lower_ in {"place", "effect", "part", "over"}
    idle = group.base == "wait" or (
        group.base in {"take", "require", "need"} and not (group.passive or befalls)
    )
    return idle and connective.name in {"before", "after", "not-before", "not-until"}


def is_measured(doc: Doc, connective: Connective, index: int) -> bool:
    """Whether "before" only measures a time, or compares: "six weeks before", "as never before"."""
    if connective.name == "once":
        return doc[index - 1].lower_ in _THAN_ONCE
    return connective.name in {"before", "not-before", "after"} and doc[index - 1].lower_ in _MEASURES | _EVER


def main_group(doc: Doc, start: int, end: int) -> VerbGroup | None:
    """The verb that leads the step."""
    groups = verb_groups(doc, start, end)
    number = main_verb(doc, groups, start)
    return groups[number] if number is not None and groups[number].finite else None


def _held_fits(connective: Connective, held: Held) -> bool:
    """Whether a step that a verb or phrase leads to can be what a connective of its kind holds back."""
    kind = connective.step
    if held.mood == "wanted":
        return kind == "offered" or connective.name == "before"
    if held.mood in {"stopped", "threatened"}:
        return connective.name in {"if", "unless"}
    if kind == "any":
        return True
    if kind == "own-negative":
        # "there will be no deal if the toll is raised"
        no_such = held.mood == "denied" and held.group.base == "be" and not held.group.past
        return no_such and held.group.modal in {"will", "would"}
    if kind in {"negative", "both-negative", "hollow"}:
        return held.negative and (kind == "negative" or held.mood == "denied")
    if kind == "own":
        return held.mood == "ready"
    return kind == "open" or (not held.negative and kind in {"positive", "offered"})


def _is_of_a_participle(doc: Doc, group: VerbGroup | None, index: int, start: int) -> bool:
    """Whether "without" goes with a participle before it: "a resolution carried without a vote"."""
    before = doc[index - 1] if index > start else None
    if before is None or before.tag_ != "VBN" or (group is not None and group.verb == before.i):
        return False
    return not any(each.verb == before.i and each.passive for each in verb_groups(doc, start, index))


def parts_fit(
    doc: Doc,
    connective: Connective,
    index: int,
    step: tuple[int, int],
    need: tuple[int, int],
    held: Held | None = None,
) -> bool:
    """Whether what stands around a connective can be a step and what it waits for.

    Args:
        doc: the document.
        connective: the pattern.
        index: index of the connective's first word.
        step: indices of the first word of what may be the step, and after its last one.
        need: the same of what may be the requirement.
        held: what a verb or phrase leads to in the step, where one does.
    """
    if step[0] >= step[1] or need[0] >= need[1]:
        return False
    if connective.name.startswith("if") and index and doc[index - 1].lower_ in _BEFORE_A_QUESTION:
        # "asked if he would", "even if": no condition.
        return False
    if connective.relation == "before" and any(doc[i].lower_ == "if" for i in range(*step)):
        return False
    if connective.form == "verb" and doc[index - 1].lower_ in {"who", "which", "that", "not", "they", "to"}:
        return False
    if connective.form == "verb" and doc[need[0]].like_num:
        return False
    group = main_group(doc, *step)
    if connective.name == "not-without" and _is_of_a_participle(doc, group, index, step[0]):
        return False
    if group is not None and group.base == "vote" and doc[group.end].lower_ in {"no", "yes"}:
        # What the vote is on isn't told, and a "no" turns it round.
        return False
    fits = _held_fits(connective, held) if held is not None else step_fits(doc, connective, group, *step)
    if not fits or is_measured(doc, connective, index):
        return False
    return need_fits(doc, connective, group, *need) and not is_idle(doc, connective, group, index)
