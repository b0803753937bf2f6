"""Conditions and order: what is held back, and what it waits for."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from onrecord.interpret.antecedents import words_before
from onrecord.interpret.chains import chain_of
from onrecord.interpret.checks import asked_by, main_group, parts_fit
from onrecord.interpret.clauses import Scene
from onrecord.interpret.completing import by_doer, is_hollow_name, taken_up, tidied, with_rest
from onrecord.interpret.condition_holders import holders_of_condition
from onrecord.interpret.confidence import OF_A_CONDITION
from onrecord.interpret.connectives import Connective, connectives_in
from onrecord.interpret.dating import dated
from onrecord.interpret.drafts import ConditionDraft
from onrecord.interpret.held import Held, held_back
from onrecord.interpret.naming import Naming
from onrecord.interpret.shapes import clause_end
from onrecord.interpret.slots import (
    before_inserted_cue,
    clause_start,
    has_verb,
    index_at,
    is_fronted,
    need_end_of,
    piece_at,
    piece_with_verb,
)
from onrecord.interpret.sound import is_capitalised, is_doubted, is_joke, is_outsider
from onrecord.interpret.stated import is_stated
from onrecord.interpret.subjects import phrase_before
from onrecord.interpret.terms import issues_of
from onrecord.interpret.verbs import VerbGroup, verb_groups
from onrecord.interpret.voices import Voice
from onrecord.interpret.whole import head_of, says_something, whole
from onrecord.interpret.words import pos_of, things, verbs
from onrecord.text.tokens import Doc
from onrecord.text.words import word_set

_STOPS = frozenset({",", ".", ";", ":", "?", "!", ")"})
_INVERTED = word_set("will would can could shall should may must do does did")
_BEGINNING = frozenset({"PRON", "DET", "NOUN", "PROPN", "ADJ", "NUM"})
_OPENERS = word_set("without if unless until once before after")


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
    text = scene.voices.report.text
    for connective in connectives_in(text, text_start, text_end):
        for match in connective.words.finditer(text, text_start, text_end):
            if any(first < match.end() and match.start() < last for first, last in taken):
                continue
            if match[0][:1].isupper() and _is_in_a_name(doc, index_at(doc, match.start(), start, end), start):
                continue
            drafts = _read(scene, connective, match, start, end)
            if drafts:
                taken.append(match.span())
                yield from drafts


def _is_in_a_name(doc: Doc, index: int, start: int) -> bool:
    """Whether a connective with a capital stands inside a sentence, as in the name of a body."""
    return index > start and (doc[index - 1].is_alpha or doc[index - 1].text in {"-", "'"})


def _read(
    scene: Scene, connective: Connective, match: re.Match[str], start: int, end: int
) -> list[ConditionDraft]:
    doc = scene.doc
    first, last = index_at(doc, match.start(), start, end), index_at(doc, match.end(), start, end)
    if first >= end:
        return []  # it stands within the last word, as marks without blanks around them leave it
    floor, ceiling = piece_at(scene, first, start, end)
    if doc[first].lower_ == "while" and is_fronted(doc, first, floor):
        # "While the gate is open, it doesn't pay" only concedes.
        return []
    if _compares(doc, first, floor):
        return []
    if connective.form == "first-then":
        if connective.name == "first-then" and not _opens(doc, first, floor):
            return []
        return _first_then(scene, connective, match, start, end)
    if connective.form == "back":
        found = _pointing_back(scene, connective, first, last, ceiling)
    elif connective.form == "inverted":
        found = _inverted(scene, connective, first, last, ceiling) if is_fronted(doc, first, floor) else None
    elif connective.form in {"verb", "verb-turned"}:
        found = _by_verb(scene, connective, first, last, floor, ceiling)
    else:
        joined = connective.form == "either" and _joins(doc, first, floor)
        fronted = joined or (connective.form == "either" and is_fronted(doc, first, floor))
        found = _fronted(scene, connective, first, last, ceiling, end) if fronted else None
        if found is None and not joined:
            found = _after(scene, connective, first, last, start, _next_joined(doc, last, end))
    return [found] if found is not None else []


def _compares(doc: Doc, first: int, floor: int) -> bool:
    """Whether a connective belongs to a comparison: "poorer than they were before the strike"."""
    words = doc[max(floor, first - 6) : first]
    than = next((token.i for token in words if token.lower_ == "than"), None)
    return than is not None and any(pos_of(token) in {"VERB", "AUX"} for token in doc[than:first])


def _joins(doc: Doc, first: int, floor: int) -> bool:
    """Whether a connective opens a clause that "and" joins on: what stands before is no step of it."""
    return first - 2 > floor and doc[first - 1].lower_ == "and" and doc[first - 2].text in {",", ";"}


def _next_joined(doc: Doc, start: int, end: int) -> int:
    """Where a further condition is joined on: "without monitors, and without a signature ..."."""
    return next(
        (
            i - 1
            for i in range(start + 1, end - 1)
            if doc[i + 1].lower_ in _OPENERS and _joins(doc, i + 1, start)
        ),
        end,
    )


def _pointing_back(
    scene: Scene, connective: Connective, first: int, last: int, ceiling: int
) -> ConditionDraft | None:
    """NEED. Words STEP: "The audit must come out. Only then will we talk"."""
    need = words_before(scene, first)
    if need is None:
        return None
    # The subject stands after the auxiliary here: "only then will talks begin".
    begin = last + 1 if last + 1 < ceiling and pos_of(scene.doc[last]) == "AUX" else last
    return _make(
        scene, connective, (first, last), (begin, clause_end(scene.doc, begin, ceiling)), need, need[0]
    )


def _opens(doc: Doc, index: int, floor: int) -> bool:
    """Whether "first" opens what is to be done, and doesn't only tell what came first."""
    before = doc[index - 1] if index > floor else None
    return before is None or before.is_punct or before.lower_ in _BEFORE_FIRST


def _fronted(
    scene: Scene, connective: Connective, first: int, last: int, ceiling: int, end: int
) -> ConditionDraft | None:
    """words NEED, STEP: "Without a guarantee there will be no treaty", "In return, he said, we would pay"."""
    doc = scene.doc
    commas = [i for i in range(last + 1, end) if doc[i].text in {",", "—", "–"}]
    there = next((i for i in range(last + 1, ceiling - 1) if _is_there(doc, i)), None)
    if there is not None and (not commas or there < commas[0]):
        return _make(
            scene,
            connective,
            (first, last),
            (there, _until(commas, there, ceiling)),
            (last, there),
            first,
        )
    comma = next((i for i in commas if i < ceiling and has_verb(doc, i + 1, ceiling)), None)
    begins = comma
    if comma is None or _is_inserted(scene, comma, _until(commas, comma + 1, end)):
        # An inserted "she said" stands between the two.
        comma = commas[0] if commas else None
        begins = next((i for i in commas if comma is not None and i > comma), None)
        ceiling = end
    if comma is None or begins is None or (connective.step == "hollow" and comma - last > _LONGEST_NEED):
        return None
    return _make(scene, connective, (first, last), (begins + 1, ceiling), (last, comma), first)


def _inverted(
    scene: Scene, connective: Connective, first: int, last: int, ceiling: int
) -> ConditionDraft | None:
    """words NEED, STEP with its verb before its subject: "only when the gate is open will we sign"."""
    doc = scene.doc
    for index in range(last + 1, ceiling - 2):
        if doc[index].lower_ not in _INVERTED or pos_of(doc[index - 1]) in {"PRON", "DET"}:
            continue
        if pos_of(doc[index + 1]) in _BEGINNING and has_verb(doc, index, ceiling):
            return _make(scene, connective, (first, last), (index + 1, ceiling), (last, index), first)
    return None


def _is_inserted(scene: Scene, comma: int, following: int) -> bool:
    """Whether a cue stands between two commas: ", she said,"."""
    last = scene.doc[following - 1]
    return scene.voices.cued(scene.doc[comma].idx, last.idx + len(last)) is not None


def _is_there(doc: Doc, index: int) -> bool:
    return doc[index].lower_ == "there" and pos_of(doc[index + 1]) in {"AUX", "VERB"}


def _until(commas: list[int], start: int, end: int) -> int:
    return next((i for i in commas if i > start), end)


def _after(
    scene: Scene, connective: Connective, first: int, last: int, start: int, end: int
) -> ConditionDraft | None:
    """STEP words NEED, perhaps with "she said" between."""
    doc = scene.doc
    if last < end and doc[last].text in _STOPS:
        # "where we have never gone before, ..."
        return None
    step_end = before_inserted_cue(scene, first, start)
    floor, ceiling = piece_with_verb(scene, step_end - 1, start, end) if step_end > start else (start, end)
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
    sentence = doc[first].sent.start
    said = before_inserted_cue(scene, first, sentence) if first == floor and floor > sentence else first
    if said < first:
        # "The vote, he said, depends on ...": what stands before the inserted words.
        floor, words = sentence, (first, last)
        return _make(
            scene, connective, words, (sentence, said), (last, clause_end(doc, last, ceiling)), sentence
        )
    region = phrase_before(doc, first, floor)
    begin = clause_start(doc, first, floor)
    if doc[begin].lower_ in {"that", "whether"}:
        begin += 1
    if region and doc[begin].tag_ != "VBG":
        # "removing the tolls imposed in May is a condition": all of it, not "May" alone.
        begin = region[0]
    left = (begin, first)
    right = (last, clause_end(doc, last, ceiling))
    subject, thing = (left, right) if connective.form == "verb" else (right, left)
    return _make(scene, connective, (first, last), subject, thing, begin)


def _first_then(
    scene: Scene, connective: Connective, match: re.Match[str], start: int, end: int
) -> list[ConditionDraft]:
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
    if connective.name == "no-this-no-that" and first > start and doc[first - 1].text not in _OPENING:
        # "If there is no harvest, no bread": a list, no condition.
        return []
    links = [need, *chain_of(doc, *step)]
    found = [
        _make(scene, connective, (first, first + 1), later, earlier, first if number == 0 else earlier[0])
        for number, (earlier, later) in enumerate(pairwise(links))
    ]
    return [draft for draft in found if draft is not None]


def _make(
    scene: Scene,
    connective: Connective,
    words: tuple[int, int],
    step: tuple[int, int],
    need: tuple[int, int],
    begin: int,
) -> ConditionDraft | None:
    doc = scene.doc
    led = connective.form in {"after", "either", "back"} and connective.name != "makes-it-a-condition"
    held = held_back(doc, *step) if led else None
    asked = doc[step[0] - 1].lower_ in _WHY if step[0] > doc[step[0]].sent.start else False
    if asked or doc[step[0]].lower_ in _ASKING or not parts_fit(doc, connective, words[0], step, need, held):
        return None
    group = main_group(doc, *step)
    names = _names(scene, connective, group, step, _first_of(doc, need), held)
    if names is None:
        return None
    named, requirement = names
    voice = _voice(scene, words[0], step)
    wanted = held is not None and held.mood == "wanted" and held.naming.end >= step[1]
    if not (wanted or _is_one_voice(scene, connective, voice, step[0], need[0])):
        return None
    if not is_stated(scene, connective, group, step, need, held, named, requirement, voice.narrated):
        return None
    if is_joke(voice) or is_capitalised(doc, words[0]) or is_doubted(doc, step[0]):
        return None
    holders, via = holders_of_condition(
        scene, step, group, voice, held, _maker(doc, connective, words[0], step[0])
    )
    if not holders or _says_too_little(scene, connective, named, need):
        return None
    named = replace(named, negative=False)
    if connective.turned or (connective.step == "offered" and held is not None and held.mood == "wanted"):
        named, requirement = requirement, named
    evidence = scene.place(min(begin, step[0], need[0]), max(step[1], need[1]))
    return ConditionDraft(
        holders=holders,
        relation=connective.relation,
        step=named,
        requirement=requirement,
        connective=((scene.place(*words)),),
        evidence=evidence,
        voice=dated(scene, voice, group.start) if group is not None else voice,
        pattern=connective.name,
        confidence=OF_A_CONDITION,
        via=via,
        hypothetical=_is_question(doc, words[1])
        or (voice.speaker is not None and is_outsider(scene, voice.speaker)),
    )


def _maker(doc: Doc, connective: Connective, index: int, step: int) -> int | None:
    """The verb by which somebody makes a thing wait for another: "made it conditional on", "insists that"."""
    if connective.name in _MAKING_TERMS:
        return index
    if connective.name in _WITH_ITS_VERB:
        groups = verb_groups(doc, index, doc[index].sent.end)
        return groups[0].verb if groups else None
    return asked_by(doc, max(step - 1, 0)) if connective.name == "before" else None


def _first_of(doc: Doc, need: tuple[int, int]) -> tuple[int, int]:
    """The first of two things that somebody must do: "unless they pay | and hold elections"."""
    groups = [group for group in verb_groups(doc, *need) if group.finite]
    for group in groups[1:]:
        joined = group.start - 1 > groups[0].verb and doc[group.start - 1].lower_ == "and"
        if joined and doc[group.verb].tag_ in {doc[groups[0].verb].tag_, "VBD"}:
            return need[0], group.start - 1
    return need


def _voice(scene: Scene, connective: int, step: tuple[int, int]) -> Voice:
    """Whose words a condition is: those of the connective, unless their cue is part of the step."""
    doc = scene.doc
    voice = scene.voices.at(doc[connective].idx)
    cues = voice.attribution.cue if voice.attribution is not None else ()
    last = doc[step[1] - 1].idx
    if voice.narrated:
        voice = scene.voices.at(doc[step[0]].idx)
        return voice if not voice.narrated else _resumed(scene, connective)
    if any(doc[step[0]].idx <= cue.start <= last for cue in cues):
        return scene.voices.at(doc[step[0]].idx)
    return voice


def _resumed(scene: Scene, index: int) -> Voice:
    """Who speaks on after an inserted ", he said,": whose words the sentence begins with."""
    doc = scene.doc
    sentence = doc[index].sent
    voice = scene.voices.at(doc[sentence.start].idx)
    cues = voice.attribution.cue if voice.attribution is not None else ()
    for cue in cues:
        after = doc[sentence.start : index].text[cue.end - doc[sentence.start].idx :].lstrip()
        if sentence.start_char < cue.start < doc[index].idx and after.startswith(", but"):
            return voice
    return scene.voices.at(doc[index].idx)


def _names(
    scene: Scene,
    connective: Connective,
    group: VerbGroup | None,
    step: tuple[int, int],
    need: tuple[int, int],
    held: Held | None,
) -> tuple[Naming, Naming] | None:
    """The names of step and requirement, where both tell what is meant."""
    named, requirement = issues_of(scene, connective, group, step, need, held)
    if named is None or requirement is None or named.label == requirement.label:
        return None
    if need[0] < requirement.end <= need[1]:
        requirement = whole(scene.doc, requirement, need[1])
    if held is None and step[0] < named.end < step[1] and not connective.turned:
        named = whole(scene.doc, named, step[1]) or named
    if requirement is not None:
        requirement = with_rest(scene.doc, taken_up(scene.doc, requirement), need[1])
        requirement = by_doer(scene.doc, requirement, need[0])
    if requirement is not None and requirement.base in {"await", "wait"} and requirement.thing:
        requirement = replace(requirement, label=requirement.thing, base="")
    if requirement is None or not _both_say_something(scene, named, requirement):
        return None
    if is_hollow_name(scene.doc, named, step[0]) or is_hollow_name(scene.doc, requirement, need[0]):
        return None
    return tidied(named), tidied(requirement)


def _both_say_something(scene: Scene, step: Naming, requirement: Naming) -> bool:
    """Whether the names of both tell what is meant."""
    if set(f"{step.label} {requirement.label}".lower().split()) & things().campaigning:
        return False
    if head_of(step.label.lower().split()) in things().fated or _only_points(scene, requirement):
        return False
    return all(says_something(naming, alone=False) for naming in (step, requirement))


def _only_points(scene: Scene, naming: Naming) -> bool:
    """Whether a clause is about "it" alone, so that its name leaves out what it is about."""
    subject = naming.subject
    if subject is None or subject.end - subject.start > 1 or naming.thing:
        return False
    return scene.doc[subject.start].lower_ in {"it", "this", "that", "these", "those"}


_TELLING_WHEN = frozenset({"after", "before", "once", "when", "not-while"})
_OPENING = frozenset({'"', "“", "‘", "'", "."})
_BEFORE_FIRST = word_set(
    "that and but wants want must should be is insist insists need needs comes demand demands"
)
_WITH_ITS_VERB = frozenset({"none-that-lacks", "only-one-that"})
_MAKING_TERMS = frozenset({"makes-it-conditional", "makes-a-condition-of", "ties-to"})
_LONGEST_NEED = 14
_WHY = word_set("why how")
_ASKING = word_set("how what why who when where whether")


def _says_too_little(scene: Scene, connective: Connective, named: Naming, need: tuple[int, int]) -> bool:
    """Whether a step has no name that tells anything, or the sentence is a threat or a plain demand."""
    plain = verbs().doable | verbs().transparent | {"live"}
    if named.base and len(named.label.split()) < 2 and named.base not in plain:
        return True
    if connective.name == "if" and _harms(named):
        return True
    return connective.name == "needs-to-do" and _is_somebody(scene, need)


def _harms(named: Naming) -> bool:
    """Whether a step does harm, and isn't the end of one: "a strike", not "cancellation of the strike"."""
    words = named.label.lower().split()
    return bool(set(words) & things().harm) and words[0] not in _ENDS


_ENDS = word_set(
    "end cancellation suspension lifting dropping withdrawal postponement halting delay easing removal repeal"
)


def _is_somebody(scene: Scene, need: tuple[int, int]) -> bool:
    """Whether what is needed is people: "needs Congress to act" is a demand."""
    doc = scene.doc
    if doc[need[1] - 1].lower_ in things().people:
        return True
    end = doc[need[1] - 1].idx + len(doc[need[1] - 1])
    return any(m.span.end == end for m in scene.cast.between(doc[need[0]].idx, end))


def _is_one_voice(scene: Scene, connective: Connective, voice: Voice, index: int, need: int) -> bool:
    """Whether the step is the same speaker's word, and somebody's where narration would only describe."""
    if connective.form in {"verb", "verb-turned"} or connective.name == "only-one":
        return voice.speaker is not None
    if connective.name in _TELLING_WHEN:
        return scene.voices.at(scene.doc[index].idx).speaker == scene.voices.at(scene.doc[need].idx).speaker
    return connective.form != "after" or scene.voices.at(scene.doc[index].idx).speaker == voice.speaker


def _is_question(doc: Doc, index: int) -> bool:
    sentence = doc[min(index, len(doc) - 1)].sent
    return sentence.text.rstrip().rstrip("\"”'’").endswith("?")
