"""Whether a conditional sentence is a party's word on a step of its own, and no forecast, fact or advice.

"Prices will rise unless it rains" foretells; "you can vote after you register" advises; "growth depends on
trade" is a fact. General news is full of them, and none of them is anybody's condition.
"""

from functools import cache

from onrecord.interpret.cast import actors_of
from onrecord.interpret.checks import is_asked_for, is_deed, is_hollow
from onrecord.interpret.clauses import Scene
from onrecord.interpret.connectives import Connective
from onrecord.interpret.held import Held
from onrecord.interpret.naming import Naming
from onrecord.interpret.subjects import Subject, subject_of
from onrecord.interpret.verbs import VerbGroup, is_listed, verb_groups
from onrecord.interpret.whole import head_of
from onrecord.interpret.words import pos_of, read_data, things, verbs
from onrecord.text.tokens import Doc
from onrecord.text.words import word_set

_OWN = word_set("my our his her their its")
_CONCEDING = word_set("while although though because since as despite")
_BENEFITING = word_set("help hurt harm mean make take")
_CONTESTING = word_set("win lose beat survive succeed compete prevail afford expect hope")
_TAKING_OFFICE = word_set("come take return get reach enter assume")
_OF_WHAT_COMES = word_set("rule exclude")
_BECOMING = word_set("become nominate re-elect")
_TAKING_UP = word_set("live accept agree support back consent go come move talk meet think look")
_BOUND = word_set("must should due")
_MAKING_FIRST = word_set("need want insist demand require get")
_EXCHANGED_BY_OTHERS = word_set("propose suggest want expect be include get receive")


@cache
def _listed(name: str) -> frozenset[str]:
    """A list of words of `data/conditions.toml`."""
    return frozenset(read_data("conditions")[name])


def is_stated(
    scene: Scene,
    connective: Connective,
    group: VerbGroup | None,
    step: tuple[int, int],
    need: tuple[int, int],
    held: Held | None,
    named: Naming,
    requirement: Naming,
    narrated: bool,
) -> bool:
    """Whether a conditional sentence is a party's word on a step.

    Args:
        scene: the report.
        connective: the pattern.
        group: the verb that leads the step, or None.
        step: indices of the first word of the step, and after its last one.
        need: the same of what it waits for.
        held: what a verb or phrase leads to in the step, where one does.
        named: the step.
        requirement: what it waits for.
        narrated: whether the report itself says so.
    """
    doc = scene.doc
    subject = _subject(doc, group, step)
    if _is_speculation(doc, group, step, requirement) or _is_advice(scene, group, subject):
        return False
    if subject is not None and _is_anybody(doc, subject, connective.step == "negative" and not narrated):
        return False
    plain = [each for each in (named, requirement) if each.base not in verbs().doable]
    if {head_of(each.label.lower().split()) for each in plain} & _listed("abstract"):
        return False
    if connective.form in {"verb", "verb-turned"} or connective.name in {"only-one", "to-do-needs"}:
        return _is_a_step(named) or _is_own(doc, step)
    if group is not None and group.base == "be" and connective.step == "hollow" and held is None:
        return is_hollow(doc[step[0] : step[1]].text)
    if connective.step == "offered":
        return _is_given(doc, group, held, step[0])
    if held is not None:
        # "They resisted talks until May" tells what was.
        was = (
            (narrated or held.group.verb < step[0])
            and held.group.base not in _OF_WHAT_COMES
            and held.group.past
            and not held.group.modal
            and held.mood == "denied"
        )
        return not was and not (connective.name == "before" and held.mood == "ready")
    denied = doc[step[0]].lower_ in {"no", "nobody", "none", "neither", "nothing", "not"}
    if (
        narrated
        and group is not None
        and group.modal in {"can", "could", "may"}
        and not (denied or group.negative)
        and group.base != "live"
    ):
        # What the report itself calls possible is nobody's word.
        return False
    if group is not None and subject is not None and not _may_be(doc, group, subject):
        return False
    if connective.name == "after" and (narrated or not _is_brought_about(doc, need)):
        # "will return after the holidays", "will stay after they have gone": when, not on what terms.
        return False
    return _is_will(doc, connective, group, denied) if group is not None else True


def is_contested(requirement: Naming) -> bool:
    """Whether what is waited for is that somebody wins or is chosen: "would leave if she won" is a plan.

    Args:
        requirement: what would have to come about, or to stay away.
    """
    words = set(requirement.label.lower().split())
    if requirement.base in _TAKING_OFFICE and words & {"power", "office"}:
        return True
    return requirement.base in _CONTESTING | _BECOMING or bool(words & things().campaigning)


def _is_speculation(doc: Doc, group: VerbGroup | None, step: tuple[int, int], requirement: Naming) -> bool:
    """Whether a sentence tells what might have been, or what an election may bring."""
    if group is not None and group.perfect and group.modal:
        # "would not have come unless ..."
        return True
    # "While he is a friend, he ...": what stands before the comma is no step. "Would sign it if she won":
    # whoever wins does as they please.
    return doc[step[0]].lower_ in _CONCEDING or is_contested(requirement)


def _is_advice(scene: Scene, group: VerbGroup | None, subject: Subject | None) -> bool:
    """Whether a clause says what would be of use: "it will help if they talk", where "it" is no party."""
    before = scene.doc[group.start - 1].lower_ if group is not None else ""
    if group is None or group.base not in _BENEFITING or before not in {"it", "that", "this"}:
        return False
    if subject is None or before != "it":
        return True
    voice = scene.voices.at(scene.doc[subject.start].idx)
    return not actors_of(scene.doc, scene.cast, subject, voice.speaker, voice.quoted)


def _is_brought_about(doc: Doc, need: tuple[int, int]) -> bool:
    """Whether what is waited for is something that is done: "after the barriers are lifted"."""
    return any(group.finite and (group.passive or group.perfect) for group in verb_groups(doc, *need))


def _may_be(doc: Doc, group: VerbGroup, subject: Subject) -> bool:
    """Whether a subject can do what its verb says, or undergo it as a step, as "profits" can't "hold up"."""
    if (
        group.passive
        or group.base in verbs().befalling | {"be"} | (_TAKING_UP - {"come", "go", "move", "look", "think"})
        or group.modal not in {"can", "may", "could"}
    ):
        return True
    head = doc[subject.head_end - 1]
    noun = head.lower_
    return pos_of(head) in {"PRON", "PROPN"} or bool({noun, noun.removesuffix("s")} & _listed("bodies"))


def _subject(doc: Doc, group: VerbGroup | None, step: tuple[int, int]) -> Subject | None:
    groups = verb_groups(doc, *step)
    return subject_of(doc, groups, groups.index(group), step[0]) if group in groups and group else None


def _is_anybody(doc: Doc, subject: Subject, denied: bool) -> bool:
    """Whether a subject is nobody in particular, so that a sentence about it only advises or describes.

    In what somebody holds back (`denied`), "nothing" denies: "nothing will leave the gate until they pay".
    """
    if doc[subject.start].lower_ == "nothing":
        return not denied
    return subject.end - subject.start == 1 and doc[subject.start].lower_ in _listed("anybody")


def _is_a_step(named: Naming) -> bool:
    """Whether a name is that of something that can be done, and no state of the world."""
    words = named.label.lower().split()
    return (
        named.kind == "step"
        or bool(named.base)
        or head_of(words) in _listed("steps")
        or words[0] in _listed("steps")
    )


def _is_own(doc: Doc, step: tuple[int, int]) -> bool:
    """Whether a step is called somebody's own: "our signature"."""
    return any(doc[index].lower_ in _OWN for index in range(*step) if pos_of(doc[index]) in {"PRON", "DET"})


def _is_given(doc: Doc, group: VerbGroup | None, held: Held | None, start: int) -> bool:
    """Whether somebody gives what stands before "in exchange for", and doesn't only tell of an exchange."""
    if held is not None and held.mood == "wanted":
        return held.group.base not in _EXCHANGED_BY_OTHERS
    if group is None:
        led = verb_groups(doc, start - 1, start) if start else []
        return not any(each.base in _EXCHANGED_BY_OTHERS for each in led)
    return bool(group.modal) or (not group.passive and group.base not in _EXCHANGED_BY_OTHERS)


def _is_will(doc: Doc, connective: Connective, group: VerbGroup, denied: bool) -> bool:
    """Whether a verb tells what somebody would do or allow, where the connective alone tells only when."""
    known = verbs()
    if group.base in _CONTESTING:
        return False
    if group.modal and connective.name in {"not-until", "not-before"} and (group.negative or denied):
        return group.base not in known.mental
    if connective.name == "if-not" and group.modal in {"can", "could", "may"}:
        return group.base in known.refusable
    if connective.name == "if-not":
        return group.base in known.doable | known.refusable | {"be"} | _TAKING_UP
    if connective.name == "not-without":
        return group.passive or group.base in known.doable | known.refusable
    if group.modal in {"could", "may"} and connective.name in {"once", "after", "when"}:
        return group.base in known.doable | _TAKING_UP
    # "call off", "hand over": verbs of two words too.
    doable = (
        group.passive
        or is_listed(doc, group, known.doable | known.harmful | _TAKING_UP)
        or is_deed(group.base)
    )
    if connective.name in {"after", "once", "not-before", "when", "on-the-day"}:
        return doable or group.base == "be"
    if connective.name == "before":
        return group.modal in _BOUND or group.base in _MAKING_FIRST or is_asked_for(doc, group)
    if connective.name in {"unless", "not-while", "as-long-as", "provided", "not-until"}:
        return doable or group.base in {"be", *known.befalling} or group.modal in {"can", "must"}
    return True
