"""Conditions and order: what is held back, and what it waits for."""

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc

from onrecord.interpret.antecedents import step_before, subject_before
from onrecord.interpret.cast import actors_of
from onrecord.interpret.clauses import Scene
from onrecord.interpret.connectives import Connective, connectives
from onrecord.interpret.drafts import ConditionDraft
from onrecord.interpret.naming import Naming, name_clause, name_phrase, name_verb
from onrecord.interpret.nouns import noun_phrase
from onrecord.interpret.shapes import clause_end, main_verb
from onrecord.interpret.slots import (
    before_inserted_cue,
    clause_start,
    has_verb,
    index_at,
    is_fronted,
    need_end_of,
    piece_at,
)
from onrecord.interpret.subjects import phrase_before, subject_of
from onrecord.interpret.verbs import VerbGroup, verb_groups
from onrecord.interpret.voices import Voice
from onrecord.interpret.words import pos_of, things, verbs
from onrecord.text.words import word_set

_HOLLOW = re.compile(
    r"\b(?:meaningless|impossible|unacceptable|pointless|unthinkable|worthless|useless|hollow|incomplete|"
    r"not (?:be )?possible|out of the question|unrealistic|no)\b",
    re.IGNORECASE,
)
_STAYING = word_set("stay remain")
_OPEN_MODALS = word_set("will would must should can could may due")
_PAST_EXCHANGE = word_set("offer propose raise agree promise suggest")


def read_conditions(scene: Scene, start: int, end: int) -> Iterator[ConditionDraft]:
    """The conditions of a sentence.

    Args:
        scene: the report.
        start: index of the sentence's first word.
        end: index after its last one.

    Yields:
        Conditions, one at most for each place where a connective stands.
    """
    doc = scene.doc
    text_start, text_end = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
    taken: list[tuple[int, int]] = []
    for connective in connectives():
        for match in connective.words.finditer(doc.text, text_start, text_end):
            if any(first < match.end() and match.start() < last for first, last in taken):
                continue
            draft = _read(scene, connective, match, start, end)
            if draft is not None:
                taken.append(match.span())
                yield draft


def _read(
    scene: Scene, connective: Connective, match: re.Match[str], start: int, end: int
) -> ConditionDraft | None:
    doc = scene.doc
    first, last = index_at(doc, match.start(), start, end), index_at(doc, match.end(), start, end)
    floor, ceiling = piece_at(scene, first, start, end)
    if connective.form == "first-then":
        return _first_then(scene, connective, match, start, end)
    if connective.form in {"verb", "verb-turned"}:
        return _by_verb(scene, connective, first, last, floor, ceiling)
    fronted = connective.form == "either" and is_fronted(doc, first, floor)
    found = _fronted(scene, connective, first, last, floor, ceiling) if fronted else None
    return found or _after(scene, connective, first, last, start, end)


def _fronted(
    scene: Scene, connective: Connective, first: int, last: int, floor: int, ceiling: int
) -> ConditionDraft | None:
    doc = scene.doc
    comma = next(
        (
            i
            for i in range(last + 1, ceiling)
            if doc[i].text in {",", "—", "–"} and has_verb(doc, i + 1, ceiling)
        ),
        None,
    )
    if comma is None:
        return None
    if connective.step == "hollow" and _comma_inside(doc, last, comma):
        return None
    return _make(scene, connective, (first, last), (comma + 1, ceiling), (last, comma), first)


def _comma_inside(doc: Doc, last: int, comma: int) -> bool:
    return comma - last > 14


def _after(
    scene: Scene, connective: Connective, first: int, last: int, start: int, end: int
) -> ConditionDraft | None:
    """STEP words NEED, perhaps with "she said" between."""
    doc = scene.doc
    step_end = before_inserted_cue(scene, first, start)
    floor, ceiling = piece_at(scene, step_end - 1, start, end) if step_end > start else (start, end)
    step_start = clause_start(doc, step_end, max(floor, start))
    if connective.name == "makes-it-a-condition":
        step_start, step_end = start, first
    _, need_end = piece_at(scene, last, start, end) if last < end else (last, end)
    if piece_at(scene, last, start, end)[0] == start and ceiling < end and step_end != first:
        need_end = end
    return _make(
        scene,
        connective,
        (first, last),
        (step_start, step_end),
        (last, need_end_of(doc, last, need_end)),
        step_start,
    )


def _by_verb(
    scene: Scene, connective: Connective, first: int, last: int, floor: int, ceiling: int
) -> ConditionDraft | None:
    doc = scene.doc
    region = phrase_before(doc, first, floor)
    begin = region[0] if region else clause_start(doc, first, floor)
    left = (begin, first)
    right = (last, clause_end(doc, last, ceiling))
    subject, thing = (left, right) if connective.form == "verb" else (right, left)
    return _make(scene, connective, (first, last), subject, thing, begin)


def _first_then(
    scene: Scene, connective: Connective, match: re.Match[str], start: int, end: int
) -> ConditionDraft | None:
    doc = scene.doc
    _, ceiling = piece_at(scene, index_at(doc, match.start("step"), start, end), start, end)
    step = (
        index_at(doc, match.start("step"), start, end),
        min(ceiling, index_at(doc, match.end("step"), start, end)),
    )
    need_end = index_at(doc, match.end("need"), start, end)
    need_end = min(need_end, piece_at(scene, index_at(doc, match.start("need"), start, end), start, end)[1])
    floor, _ = piece_at(scene, need_end - 1, start, end)
    need = (max(clause_start(doc, need_end, floor), index_at(doc, match.start("need"), start, end)), need_end)
    first = index_at(doc, match.start(), start, end)
    return _make(scene, connective, (first, first + 1), step, need, first)


def _make(
    scene: Scene,
    connective: Connective,
    words: tuple[int, int],
    step: tuple[int, int],
    need: tuple[int, int],
    begin: int,
) -> ConditionDraft | None:
    doc = scene.doc
    if step[0] >= step[1] or need[0] >= need[1] or doc[step[0]].lower_ in _ASKING:
        return None
    if connective.form == "verb" and doc[words[0] - 1].lower_ in {"who", "which", "that", "not", "they"}:
        return None
    group = _main_group(doc, *step)
    if not _step_fits(doc, connective, group, *step) or _is_measured(doc, connective, words[0]):
        return None
    if not _need_fits(doc, connective, group, *need) or _is_idle(doc, connective, group, words[0]):
        return None
    named, requirement = _issues_of(scene, connective, group, step, need)
    if named is None or requirement is None or named.label == requirement.label:
        return None
    voice = scene.voices.at(doc[words[0]].idx)
    if voice.narrated:
        voice = scene.voices.at(doc[step[0]].idx)
    if (
        connective.form in {"verb", "verb-turned"} or connective.name == "only-one"
    ) and voice.speaker is None:
        return None
    if connective.form == "after" and scene.voices.at(doc[step[0]].idx).speaker != voice.speaker:
        return None
    holders, via = _holders(scene, step, group, voice)
    if not holders:
        return None
    if _says_too_little(scene, connective, named, need):
        return None
    named = replace(named, negative=False)
    if connective.turned:
        named, requirement = requirement, named
    evidence = scene.place(min(begin, step[0], need[0]), max(step[1], need[1]))
    return ConditionDraft(
        holders=holders,
        relation=connective.relation,
        step=named,
        requirement=requirement,
        connective=((scene.place(*words)),),
        evidence=evidence,
        voice=voice,
        pattern=connective.name,
        confidence=0.8 if not voice.narrated else 0.7,
        via=via,
        hypothetical=_is_question(doc, words[1]),
    )


_ASKING = word_set("how what why who when where whether")
_MEASURES = word_set(
    "years year months month weeks week days day hours hour minutes minute moments shortly long just soon"
)
_TIME = re.compile(
    r"\b(?:next|last|end|year|week|month|day|night|noon|midnight|deadline|january|february|march|april|may|june|"
    r"july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|"
    r"summer|winter|autumn|spring|christmas|long|\d{4}|years|months|weeks|days|hours|minutes)\b",
    re.IGNORECASE,
)


def _is_measured(doc: Doc, connective: Connective, index: int) -> bool:
    """Whether "before" only measures a time: "six weeks before"."""
    return connective.name in {"before", "not-before", "after"} and doc[index - 1].lower_ in _MEASURES


def _is_idle(doc: Doc, connective: Connective, group: VerbGroup | None, index: int) -> bool:
    """Whether the step only says how long something takes, or what is left out: "left without"."""
    if group is None:
        return False
    if (
        connective.name == "not-without"
        and index == group.end
        and group.base in {"leave", "go", "do", "live"}
    ):
        return True
    return group.base in {"wait", "take"} and connective.name in {
        "before",
        "after",
        "not-before",
        "not-until",
    }


def _need_fits(doc: Doc, connective: Connective, group: VerbGroup | None, start: int, end: int) -> bool:
    """Whether what is waited for is something to come, and no mere time."""
    need = _main_group(doc, start, end)
    words = doc.text[doc[start].idx : doc[end - 1].idx + len(doc[end - 1])]
    if need is None and connective.name == "after":
        return False
    if need is None:
        return not (
            connective.name in {"not-before", "before", "after", "once", "not-until", "only-if"}
            and _TIME.search(words[:60])
        )
    if connective.name == "on-the-day" and not need.passive and need.base not in verbs().doable:
        return False
    if connective.name in {"after", "once", "before"} and need.past and not need.perfect:
        # "will walk out after both turned it down" tells why, not on what condition.
        return group is not None and group.modal in {"would", "could", "should", "must"}
    return True


def _issues_of(
    scene: Scene,
    connective: Connective,
    group: VerbGroup | None,
    step: tuple[int, int],
    need: tuple[int, int],
) -> tuple[Naming | None, Naming | None]:
    """The names of step and requirement, the requirement as what must come about."""
    doc = scene.doc
    if connective.form == "verb-turned":
        named, requirement = _name_need(doc, *step), name_clause(doc, *need)
    else:
        named = _name_step(scene, connective, group, *step) or step_before(scene, step[0])
        requirement = _name_need(doc, *need)
    if connective.form == "verb":
        requirement = name_phrase(doc, *need) or requirement
    if requirement is None:
        return named, None
    if connective.absent:
        thing = (requirement.thing or requirement.label).removeprefix("single ")
        return named, replace(requirement, label=f"end of {thing}", negative=False)
    if connective.step == "both-negative":
        return named, replace(requirement, negative=False) if requirement.negative else None
    if connective.name == "if" and (requirement.negative or not requirement.base):
        return named, None
    return named, requirement.absence if requirement.negative else requirement


def _says_too_little(scene: Scene, connective: Connective, named: Naming, need: tuple[int, int]) -> bool:
    """Whether a step has no name that tells anything, or the sentence is a threat or a plain demand."""
    if named.base and len(named.label.split()) < 2 and named.base not in verbs().doable:
        return True
    if connective.name == "if" and set(named.label.lower().split()) & things().harm:
        return True
    return connective.name == "needs-to-do" and _is_somebody(scene, need)


def _is_somebody(scene: Scene, need: tuple[int, int]) -> bool:
    """Whether what is needed is people: "needs Congress to act" is a demand."""
    doc = scene.doc
    if doc[need[1] - 1].lower_ in things().people:
        return True
    end = doc[need[1] - 1].idx + len(doc[need[1] - 1])
    return any(m.span.end == end for m in scene.cast.between(doc[need[0]].idx, end))


def _is_question(doc: Doc, index: int) -> bool:
    sentence = doc[min(index, len(doc) - 1)].sent
    return sentence.text.rstrip().rstrip("\"”'’").endswith("?")


def _main_group(doc: Doc, start: int, end: int) -> VerbGroup | None:
    """The verb that leads the step."""
    groups = verb_groups(doc, start, end)
    number = main_verb(doc, groups, start)
    return groups[number] if number is not None and groups[number].finite else None


def _step_fits(doc: Doc, connective: Connective, group: VerbGroup | None, start: int, end: int) -> bool:
    kind = connective.step
    if kind == "any":
        return True
    words = {doc[index].lower_ for index in range(start, end)}
    negative = (group is not None and group.negative) or bool(
        words & {"no", "nobody", "none", "nothing", "neither", "never", "nor"}
    )
    if kind == "negative":
        if group is not None and group.perfect and not group.modal:
            return False
        future = (
            group is None
            or group.modal in _OPEN_MODALS
            or group.base in {"be"}
            or not group.past
            or group.base == "refuse"
        )
        return (negative or (group is not None and group.base in _STAYING)) and future
    if kind == "both-negative":
        return negative and group is not None and group.modal in _OPEN_MODALS
    if kind == "own":
        return group is None or _may_bind(group, negative)
    if kind == "hollow":
        if group is None:
            return doc[start].lower_ == "no"
        hollow = bool(_HOLLOW.search(doc.text[doc[start].idx : doc[end - 1].idx + len(doc[end - 1])]))
        return hollow or (negative and group.modal in _OPEN_MODALS)
    if kind == "offered":
        return (
            group is None
            or group.modal in _OPEN_MODALS
            or group.base in _PAST_EXCHANGE
            or (not group.past and not group.perfect)
        )
    if group is None:
        return kind == "open" and doc[start].lower_ == "no"
    if kind == "positive" and group.base == "be":
        return False
    open_ = (
        group.modal in _OPEN_MODALS
        or group.base in {"want", "wish", "insist", "need", "offer", "agree", "demand"}
        or (not group.past and not group.perfect and kind == "open")
    )
    return open_ and (kind == "open" or not negative)


def _with_antecedent(scene: Scene, group: VerbGroup | None, start: int, end: int) -> Naming | None:
    """The name of "they should be signed", with what "they" points back at."""
    doc = scene.doc
    if group is None or not group.passive or group.start == start:
        return None
    pronoun = next(
        (i for i in range(start, group.start) if doc[i].lower_ in {"it", "they", "these", "this"}), None
    )
    if pronoun is None or pronoun > start + 2:
        return None
    subject = subject_before(scene, pronoun)
    return name_verb(doc, group, subject, end) if subject is not None else None


def _may_bind(group: VerbGroup, negative: bool) -> bool:
    """Whether a step is what a party says that it would do, and no threat."""
    known = verbs()
    return (
        group.modal in {"will", "would", "can", "could"}
        and not negative
        and not group.passive
        and not group.perfect
        and group.base in known.doable
        and group.base not in known.harmful
    )


def _name_step(
    scene: Scene, connective: Connective, group: VerbGroup | None, start: int, end: int
) -> Naming | None:
    doc = scene.doc
    if (
        connective.form == "after"
        and connective.step == "offered"
        and group is not None
        and group.base in _PAST_EXCHANGE
    ):
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
    if named is None or group is None:
        return named
    if group.base in _STAYING and connective.name == "not-until" and not group.negative and named.thing:
        return replace(named, label=f"end of {named.thing}")
    if connective.name == "unless" and not group.negative:
        for phrase in verbs().withholding:
            rest = phrase.split()[1:]
            if (
                phrase.split()[0] == group.base
                and [t.lower_ for t in doc[group.end : group.end + len(rest)]] == rest
            ):
                return name_phrase(doc, group.end + len(rest), end)
    return named


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


def _holders(
    scene: Scene, step: tuple[int, int], group: VerbGroup | None, voice: Voice
) -> tuple[tuple[str, ...], str | None]:
    """Whose condition it is: the speaker's, or that of the party whose step it is, as told."""
    doc, cast_ = scene.doc, scene.cast
    groups = [g for g in verb_groups(doc, *step)]
    actors: list[str] = []
    if group is not None and group in groups:
        subject = subject_of(doc, groups, groups.index(group), step[0])
        if subject is not None:
            actors = actors_of(doc, cast_, subject, voice.speaker, voice.quoted)
    if voice.speaker is None:
        holders = tuple(dict.fromkeys(cast_.party(actor) for actor in actors))
        return (holders, None) if voice.narrated else ((), None)
    own = cast_.party(voice.speaker)
    if (
        actors
        and group is not None
        and group.modal in {"will", "would", ""}
        and not any(cast_.same_side(a, voice.speaker) for a in actors)
    ):
        return tuple(dict.fromkeys(cast_.party(actor) for actor in actors)), voice.speaker
    return (own,), voice.outer
