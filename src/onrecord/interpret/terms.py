"""The names of a condition's step and of what it waits for."""

import re
from dataclasses import replace

from onrecord.interpret.antecedents import step_before, subject_before
from onrecord.interpret.checks import PAST_EXCHANGE, STAYING, is_threat, is_worthless, makes_sense
from onrecord.interpret.clauses import Scene
from onrecord.interpret.completing import done_to_step, found_to_be, in_a_state, lasting, no_longer
from onrecord.interpret.connectives import Connective
from onrecord.interpret.following import object_of
from onrecord.interpret.held import Held, reopened
from onrecord.interpret.naming import Naming, name_clause, name_phrase, name_span, name_verb
from onrecord.interpret.nouns import PRONOUNS, label_of, noun_phrase, of_any
from onrecord.interpret.objects import done_to_pronoun
from onrecord.interpret.stances import imposes, is_to_court
from onrecord.interpret.verbs import VerbGroup, is_listed, verb_groups
from onrecord.interpret.whole import head_of
from onrecord.interpret.words import gerund, pos_of, verbs
from onrecord.text.tokens import Doc
from onrecord.text.words import word_set

_AT_A_PLACE = re.compile(r"\w+ (?:in|at|on|for|against|into|from|over|by|above|below|beyond|to) ")
_POSTURES = word_set("run sit stand serve")
_LASTING = word_set("hold last stand survive remain")
_BEING = word_set("be pend stand exist last continue remain stay persist go run keep hold have")
_BLOCKING = word_set("block boycott veto freeze delay")
_LEAVING = frozenset({"step down", "stand down", "walk out"})
_HOLDING = word_set("hold detain jail imprison")
_SOMEBODY = word_set("i we he she they")
_SAME = ("the same", "so", "likewise")
_ANYTHING = word_set("anything nothing anybody anyone nobody")


def issues_of(
    scene: Scene,
    connective: Connective,
    group: VerbGroup | None,
    step: tuple[int, int],
    need: tuple[int, int],
    held: Held | None = None,
) -> tuple[Naming | None, Naming | None]:
    """The names of step and requirement, the requirement as what must come about.

    Args:
        scene: the report.
        connective: the pattern.
        group: the verb that leads the step, or None.
        step: indices of the first word of the step, and after its last one.
        need: the same of the requirement.
        held: what a verb or phrase leads to in the step, where one does.
    """
    doc = scene.doc
    if connective.form == "verb-turned":
        named, requirement = _name_need(doc, *step), name_clause(doc, *need)
    else:
        named = _of_held(doc, connective, held, step[1]) if held is not None else None
        named = named or _name_step(scene, connective, group, *step) or step_before(scene, step[0])
        requirement = found_to_be(doc, *need)
        requirement = requirement or _with_subject(doc, _name_need(doc, *need) or _bare_need(doc, *need))
        requirement = (lasting(doc, *need) if not connective.absent else None) or requirement
        requirement = requirement or in_a_state(doc, *need)
        requirement = done_to_step(doc, named, *need) or requirement
        requirement = _of_one(doc, named, need) or _the_same(doc, named, need) or requirement
    if connective.form == "verb":
        requirement = name_phrase(doc, *need) or requirement
    if requirement is None:
        return named, None
    if connective.absent:
        if requirement.negative:
            # "as long as they have not ratified it": that they do.
            return named, replace(requirement, negative=False)
        ended = reopened(doc, *need) or _released(doc, need) or no_longer(doc, *need)
        return named, ended or _ending(doc, requirement)
    threat = held is not None and held.mood in {"threatened", "stopped"}
    harm = held is None and group is not None and _is_harm(doc, group, step[1])
    if connective.name == "if" and (_is_leaving(doc, group) or threat or harm):
        # "I will resign if they sign": that I stay needs that they don't.
        if harm and not requirement.negative:
            return None, None  # a threat, which is read as a position
        leaving = held is None and named is not None
        stopped = replace(named.absence, negative=False) if leaving and named else named
        # "... if they don't sign": that they do.
        return stopped, replace(requirement, negative=False) if requirement.negative else requirement.absence
    if connective.name == "if-own-not":
        vague = requirement.negative or not requirement.base or requirement.base in {"be", "remain", "stay"}
        return named, None if vague else requirement.absence
    if connective.step == "both-negative":
        return named, replace(requirement, negative=False) if requirement.negative else None
    if connective.name == "if" and (requirement.negative or not requirement.base):
        return named, None
    return named, requirement.absence if requirement.negative else requirement


def _is_harm(doc: Doc, group: VerbGroup, end: int) -> bool:
    """Whether a clause announces harm, a break or a lawsuit."""
    sues = group.base == "take" and group.modal in {"will", "would"} and is_to_court(doc, group.end, end)
    puts = group.modal in {"will", "would"} and not group.negative and imposes(doc, group, end)
    return is_threat(group) or _walks_out(doc, group) or sues or puts


def _released(doc: Doc, need: tuple[int, int]) -> Naming | None:
    """The release of those who are held: "as long as 31 captives are held"."""
    groups = [group for group in verb_groups(doc, *need) if group.finite]
    if not groups or not groups[0].passive or groups[0].negative or groups[0].base not in _HOLDING:
        return None
    found = name_phrase(doc, need[0], groups[0].start)
    if found is None:
        return None
    label = label_of(doc, found.start, groups[0].start) if found.label.isdigit() else found.label
    label = of_any(doc, found.start, label)
    end = groups[0].end
    return replace(found, label=f"release of {label}", kind="step", thing=label, base="release", end=end)


def _ending(doc: Doc, naming: Naming) -> Naming:
    """The end of what a clause says: of the thing where it only is there, else of what is done."""
    thing = of_any(doc, naming.start, naming.thing or naming.label)
    done = (
        naming.base
        and naming.base not in _BEING
        and naming.thing
        and naming.label.startswith(gerund(naming.base))
    )
    label = naming.label.replace(naming.thing, thing) if done else thing
    return replace(naming, label=f"end of {label}", negative=False, short=f"end of {thing}" if done else "")


def _of_held(doc: Doc, connective: Connective, held: Held, end: int) -> Naming:
    """The step that a verb or phrase leads to: of what is threatened, that it does not come about."""
    if (
        connective.name == "only-if"
        and held.group.base in STAYING
        and held.naming.label.startswith("end of ")
    ):
        # "The boats can stay only if": that they stay is the step.
        return replace(held.naming, label=held.naming.label.replace("end of", "staying of", 1))
    announced = held.group.modal in {"will", "would"} and not held.group.negative
    if connective.name == "unless" and held.group.base in _BLOCKING and announced:
        blocked = name_verb(doc, held.group, None, end)
        if blocked is not None:
            return replace(blocked.absence, negative=False)
    if held.mood == "threatened" and connective.name in {"unless", "if"}:
        return replace(held.naming.absence, negative=False)
    return held.naming


def _with_antecedent(scene: Scene, group: VerbGroup | None, start: int, end: int) -> Naming | None:
    """The name of "they should be signed", with what "they" points back at."""
    doc = scene.doc
    if (
        group is None
        or group.start == start
        or not (group.passive or group.base in _LASTING | verbs().befalling)
    ):
        return None
    pronoun = next(
        (i for i in range(start, group.start) if doc[i].lower_ in {"it", "they", "these", "this"}), None
    )
    if pronoun is None or pronoun > start + 2:
        return None
    if group.base in _LASTING and object_of(doc, group.end, end) is not None:
        return None  # "it would hold a referendum" names what is held
    subject = subject_before(scene, pronoun)
    if subject is None:
        return None
    if group.passive or group.base not in _LASTING:
        return name_verb(doc, group, subject, end)
    return name_span(doc, subject.start, subject.end)


def _name_step(
    scene: Scene, connective: Connective, group: VerbGroup | None, start: int, end: int
) -> Naming | None:
    doc = scene.doc
    if connective.step == "offered" and group is not None and group.base in PAST_EXCHANGE:
        named = name_verb(doc, group, None, end)
        thing = name_phrase(doc, group.end, end)
        if thing is not None and group.base != "raise":
            return thing
        return named
    if connective.name == "makes-it-a-condition":
        return name_clause(doc, start, end)
    if connective.form == "first-then" and group is None:
        return name_phrase(doc, start, end) or name_clause(doc, start, end)
    named = _with_antecedent(scene, group, start, end) or name_clause(doc, start, end)
    if group is None:
        return named
    if group.base == "be" and is_worthless(doc[group.end : end].text):
        # "An accord would be worth nothing unless ...": the accord.
        return name_phrase(doc, start, group.start)
    named = named or done_to_pronoun(scene, group, end)
    if named is None or makes_sense(doc, group):
        return (name_phrase(doc, start, group.start) if named else _of_anything(doc, group)) or named
    if group.base in STAYING and connective.name == "not-until" and not group.negative and named.thing:
        shut = group.end < end and doc[group.end].lower_ in {
            "closed",
            "shut",
            "suspended",
            "frozen",
            "blocked",
        }
        return replace(named, label=f"{'reopening' if shut else 'end'} of {named.thing}")
    if connective.name == "unless" and not group.negative:
        return _unless(doc, group, named, start, end)
    return named


def _unless(doc: Doc, group: VerbGroup, named: Naming, start: int, end: int) -> Naming | None:
    """What "unless" holds back in a clause without a "not": that what is announced stays away."""
    known = verbs()
    for phrase in known.withholding:
        rest = phrase.split()[1:]
        if (
            phrase.split()[0] == group.base
            and [t.lower_ for t in doc[group.end : group.end + len(rest)]] == rest
        ):
            return name_phrase(doc, group.end + len(rest), end)
    if (
        group.modal in {"will", "would"}
        and not named.negative
        and (is_listed(doc, group, known.doable | known.harmful) or _is_by_somebody(doc, group, start))
    ):
        # "We will leave unless they pay": that we don't leave needs it.
        return replace(named.absence, negative=False)
    if not named.negative and group.base != "be":
        # "The world may suffer unless ...": a forecast.
        return None
    return named


def _of_anything(doc: Doc, group: VerbGroup) -> Naming | None:
    """The name of what is done to nothing that is named: "will not sign anything", "will send nobody"."""
    if group.end >= len(doc) or doc[group.end].lower_ not in _ANYTHING or group.base not in verbs().doable:
        return None
    denied = group.negative or doc[group.end].lower_ in {"nothing", "nobody"}
    noun = verbs().nominal.get(group.base, gerund(group.base))
    return Naming(noun, "step", group.start, group.end + 1, negative=denied, base=group.base)


def _of_one(doc: Doc, named: Naming | None, need: tuple[int, int]) -> Naming | None:
    """The name of "one for teachers", where what is spoken of is a settlement."""
    index = need[0]
    if named is None or doc[index].lower_ != "one" or pos_of(doc[index + 1]) != "ADP":
        return None
    found = noun_phrase(doc, index + 2, need[1])
    if found is None:
        return None
    thing = head_of(named.label.lower().split())
    label = f"{thing} {doc[index + 1].lower_} {label_of(doc, *found)}"
    return Naming(label, named.kind, index, found[1], thing=thing)


def _the_same(doc: Doc, named: Naming | None, need: tuple[int, int]) -> Naming | None:
    """The name of "the others did the same", where the step says what: "keeping of boats by others"."""
    groups = [group for group in verb_groups(doc, *need) if group.finite]
    if named is None or len(groups) != 1 or not named.base or groups[0].negative:
        return None
    after = doc[groups[0].end : min(need[1], groups[0].end + 2)].text.lower()
    same = (
        groups[0].base == "do" and after.startswith(_SAME)
    ) or f"{groups[0].base} {after}" == "follow suit"
    found = noun_phrase(doc, need[0], groups[0].start)
    if not same or found is None or doc[found[0]].lower_ in PRONOUNS:
        return None
    label = f"{named.label} by {label_of(doc, *found)}"
    # All the words are told by that name: none is left to be added.
    return replace(named, label=label, start=need[0], end=need[0], negative=False)


def _is_leaving(doc: Doc, group: VerbGroup | None) -> bool:
    """Whether somebody would leave an office or the table."""
    if group is None or group.negative or group.modal not in {"will", "would"}:
        return False
    after = doc[group.end : group.end + 1].text.lower()
    return group.base in {"resign", "quit"} or f"{group.base} {after}" in _LEAVING


def _walks_out(doc: Doc, group: VerbGroup) -> bool:
    """Whether somebody announces a break: "the party would walk out"."""
    announced = group.modal in {"will", "would"} and not (group.negative or group.perfect or group.passive)
    return announced and is_listed(doc, group, frozenset({"walk out", "walk away", "pull out"}))


def _is_by_somebody(doc: Doc, group: VerbGroup, start: int) -> bool:
    """Whether a pronoun for a person does something by will: "they will shift their support"."""
    known = verbs()
    before = doc[group.start - 1].lower_ if group.start > start else ""
    return before in _SOMEBODY and not group.passive and group.base not in known.mental | known.befalling


def _with_subject(doc: Doc, naming: Naming | None) -> Naming | None:
    """The name of what befalls something, with that thing: "start of war in Iraq", not "start in Iraq"."""
    if naming is None or naming.subject is None or naming.base not in verbs().befalling | _POSTURES:
        return naming
    subject = naming.subject
    if doc[subject.start].lower_ in PRONOUNS | {"there"} or not _AT_A_PLACE.match(naming.label):
        return naming
    thing = name_span(doc, subject.start, subject.end)
    if thing is None or set(thing.label.lower().split()) & set(naming.label.lower().split()):
        return naming
    first, rest = naming.label.split(" ", 1)
    return replace(naming, label=f"{first} of {thing.label} {rest}", short=naming.label)


def _bare_need(doc: Doc, start: int, end: int) -> Naming | None:
    """What "they" must do, where the verb stands alone: "before they disarm"."""
    groups = verb_groups(doc, start, end)
    if len(groups) != 1 or not groups[0].finite or doc[start].lower_ not in _SOMEBODY:
        return None
    group = groups[0]
    alone = all(pos_of(doc[index]) in {"PUNCT", "SPACE", "ADV"} for index in range(group.end, end))
    if not alone or group.negative or group.base in verbs().mental | {"do", "have", "can"}:
        return None
    return Naming(gerund(group.base), "step", start, group.end)


def _name_need(doc: Doc, start: int, end: int) -> Naming | None:
    if doc[start].lower_ in {"that", "a", "the", "any", "all"} or pos_of(doc[start]) in {
        "DET",
        "NOUN",
        "PROPN",
        "ADJ",
        "NUM",
        "PRON",
        "VERB",
        "ADV",
        "AUX",
        "PUNCT",
    }:
        found = noun_phrase(doc, start, end)
        if (
            found is not None
            and found[1] + 1 < end
            and doc[found[1]].lower_ == "to"
            and pos_of(doc[found[1] + 1]) == "VERB"
        ):
            return name_clause(doc, found[1], end)
        return name_clause(doc, start, end)
    return None
