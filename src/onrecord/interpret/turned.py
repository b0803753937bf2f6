"""Stands that are left in other words than "dropped its demand": a change of mind, "no longer a condition".

What a party stands for now need not be in the words; that it no longer stands where it stood is. "Gave way"
and "has changed its mind" alone are about what this sentence, or the one before, says that it had refused.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.interpret.clauses import Clause, Scene
from onrecord.interpret.dating import dated
from onrecord.interpret.drafts import ConditionDraft, PositionDraft
from onrecord.interpret.holding import holders_of, is_own_side, positive, speaker_of, words_from
from onrecord.interpret.naming import Naming, name_clause, name_span
from onrecord.interpret.nominals import owner_of
from onrecord.interpret.nouns import noun_phrase
from onrecord.interpret.patterns import past_time
from onrecord.interpret.whole import says_something
from onrecord.interpret.words import pos_of
from onrecord.model.claims import Act, Polarity
from onrecord.text.tokens import Doc
from onrecord.text.words import word_set

CONFIDENCE = 0.6
_WAY = "gave-way"  # beside what had been refused, which stays on the record
Drafts = Sequence[PositionDraft | ConditionDraft]
_OWN = word_set("its his her their our my")
_MIND = word_set("mind minds course tack tune")
_STANCE = _MIND | word_set("position positions stance stances view views line policy")
_CHANGING = {
    "change": _STANCE,
    "reverse": _STANCE | word_set("decision"),
    "switch": _STANCE,
    "alter": _STANCE,
}
_MAKING = word_set("make perform do execute complete stage")
_TURNS = word_set("u-turn about-turn about-face volte-face climbdown reversal turnabout turnaround")
_ABOUT = word_set("on about over regarding concerning to")
_YIELDING: dict[str, tuple[str, ...]] = {
    "give": ("way", "in", "ground"), "relent": ("",), "yield": ("",), "back": ("down",), "climb": ("down",),
    "cave": ("in", ""), "capitulate": ("",), "buckle": ("",),
}  # fmt: skip
_POINTS = word_set("principle point issue question matter subject idea thing this that it both")
_REFUSING: frozenset[Act] = frozenset({"reject", "oppose"})
_TERMS = word_set(
    "condition conditions precondition preconditions prerequisite prerequisites requirement demand"
)
_ASKED = word_set(
    "demand demands claim claims call insistence request condition objection objections opposition"
)
_TAKING_UP: dict[str, Act] = {
    "accept": "accept", "agree": "accept", "consent": "accept", "embrace": "support", "support": "support",
    "back": "support", "endorse": "support",
}  # fmt: skip
_CALLING = word_set("make consider regard see treat call")
_GONE = word_set("drop abandon withdraw retract waive shelve scrap")
_OFF = (("off", "the", "table"), ("off", "the", "agenda"), ("off", "the", "list"))


def read_turns(scene: Scene, clause: Clause, before: Drafts) -> Iterator[PositionDraft]:
    """The stand that a clause says is left.

    Args:
        scene: the report.
        clause: one verb group in its sentence.
        before: what was read of the report so far.

    Yields:
        One position at most.
    """
    group = clause.group
    if clause.question or clause.unsettled or clause.counterfactual:
        return
    if clause.subject is None or clause.subject.relative or not group.finite or group.modal:
        return
    if group.base == "be" or group.passive:
        yield from _no_term(scene, clause)
        yield from _off_the_table(scene, clause)
    elif not group.negative and clause.actors and is_own_side(scene, clause):
        yield from _changed_mind(scene, clause, before)
        yield from _gave_way(scene, clause, before)
        yield from _took_up(scene, clause, before)
    elif group.no_longer and clause.actors and is_own_side(scene, clause):
        if group.base == "do":
            yield from _no_longer_does(scene, clause, before)
        elif group.base in _CALLING:
            yield from _no_longer_called(scene, clause)


def in_own_words(
    positions: Sequence[PositionDraft], conditions: Sequence[ConditionDraft]
) -> list[PositionDraft]:
    """Stands that are left, what one word names called as the same party calls it elsewhere in the report.

    "Recognition is no longer a condition", said by whom the report has asking for recognition of the council,
    gives up that.

    Args:
        positions: of a report.
        conditions: likewise.
    """
    named = [(draft.holders, draft.naming) for draft in positions if draft.act != "withdraw"]
    for terms in conditions:
        named += [(terms.holders, terms.requirement), (terms.holders, terms.step)]
    found = []
    for draft in positions:
        if draft.act == "withdraw" and len(draft.naming.label.split()) == 1:
            word = draft.naming.label.lower()
            fuller = {
                other.label: other
                for holders, other in named
                if not set(holders).isdisjoint(draft.holders)
                and other.label.lower().split()[:1] == [word]
                and len(other.label.split()) > 1
            }
            if len(fuller) == 1:
                (label,) = fuller
                draft = replace(draft, naming=replace(draft.naming, label=label, short=draft.naming.label))
        found.append(draft)
    return found


def _changed_mind(scene: Scene, clause: Clause, before: Drafts) -> Iterator[PositionDraft]:
    """ "Has changed its mind on the levy", "made a U-turn on the levy"."""
    group, doc = clause.group, scene.doc
    nouns = _CHANGING.get(group.base) or (_TURNS if group.base in _MAKING else frozenset())
    if not nouns:
        return
    at = next(
        (i for i in range(group.end, min(group.end + 6, clause.limit)) if _is_a_turn(doc, i, nouns)), None
    )
    if at is None or any(pos_of(token) in {"ADP", "VERB"} for token in doc[group.end : at]):
        return
    holders, via = holders_of(scene, clause)
    end = past_time(doc, at + 1, clause.limit)
    naming: Naming | None = None
    if end + 1 < clause.limit and doc[end].lower_ in _ABOUT:
        naming = name_clause(doc, end + 1, clause.limit)
        end = naming.end if naming is not None else end
    else:
        left = _refused_just_before(scene, clause, holders, before)
        naming, end = (left.naming, at + 1) if left is not None else (None, end)
    yield from _left(scene, clause, holders, via, naming, end)


def _is_a_turn(doc: Doc, index: int, nouns: frozenset[str]) -> bool:
    """Whether a word is one of some, the last part of "U-turn" among them."""
    joined = doc[max(0, index - 2) : index + 1].text.lower()
    return doc[index].lower_ in nouns or any("-" in noun and joined.endswith(noun) for noun in nouns)


def _gave_way(scene: Scene, clause: Clause, before: Drafts) -> Iterator[PositionDraft]:
    """ "The mayor, who had ruled a vote out, gave way": on what she had refused right before."""
    group, doc = clause.group, scene.doc
    follows = doc[group.end].lower_ if group.end < clause.limit else ""
    particles = _YIELDING.get(group.base)
    if particles is None or not (follows in particles or "" in particles):
        return
    end = group.end + (follows in particles)
    stop = past_time(doc, end, clause.limit)
    if stop < clause.limit and doc[stop].lower_ in {"on", "over"}:
        found = noun_phrase(doc, stop + 1, clause.limit)
        if found is None or doc[found[1] - 1].lower_ not in _POINTS:
            return  # on what, its own words say
        end = found[1]
    elif stop < clause.limit and pos_of(doc[stop]) not in {"PUNCT", "CCONJ", "SPACE"}:
        return
    holders, via = holders_of(scene, clause)
    left = _refused_just_before(scene, clause, holders, before)
    if left is not None and holders:
        yield from _left(
            scene, clause, holders, via, left.naming, end, act="concede", polarity="for", pattern=_WAY
        )


def _took_up(scene: Scene, clause: Clause, before: Drafts) -> Iterator[PositionDraft]:
    """ "The guild, which had refused arbitration, agreed to it": what the sentence says it had refused."""
    group, doc = clause.group, scene.doc
    act = _TAKING_UP.get(group.base)
    if act is None:
        return
    end = group.end
    end += end < clause.limit and doc[end].lower_ in {"to", "with"}
    if [token.lower_ for token in doc[end : end + 2]] == ["do", "so"]:
        end += 2
    elif end < clause.limit and doc[end].lower_ in {"it", "that", "this", "them", "one"}:
        end += 1
    elif group.base not in {"agree", "consent"} or end != group.end:
        return
    if end < clause.limit and past_time(doc, end, clause.limit) == end and pos_of(doc[end]) != "PUNCT":
        return
    holders, via = holders_of(scene, clause)
    left = _refused_just_before(scene, clause, holders, before, sentences=1)
    if left is not None and holders:
        yield from _left(scene, clause, holders, via, left.naming, end, act=act, polarity="for", pattern=_WAY)


def _no_longer_does(scene: Scene, clause: Clause, before: Drafts) -> Iterator[PositionDraft]:
    """ "In May the guild insisted on an audit. It no longer does": what it had stood for right before."""
    group, doc = clause.group, scene.doc
    end = group.end + (group.end < clause.limit and doc[group.end].lower_ == "so")
    if end < clause.limit and pos_of(doc[end]) not in {"PUNCT", "SPACE"}:
        return
    holders, via = holders_of(scene, clause)
    left = _just_before(scene, clause, holders, before)
    if left is not None and left.polarity == "against":
        yield from _left(scene, clause, holders, via, left.naming, end, act="support", pattern=_WAY)
    elif left is not None and left.polarity == "for":
        yield from _left(scene, clause, holders, via, left.naming, end, pattern=_WAY)


def _refused_just_before(
    scene: Scene, clause: Clause, holders: Sequence[str], before: Drafts, sentences: int = 2
) -> PositionDraft | None:
    """What the same party refuses in the sentence of a clause, or in the one before."""
    draft = _just_before(scene, clause, holders, before, sentences)
    refuses = draft is not None and draft.act in _REFUSING and draft.polarity == "against"
    return draft if refuses else None


def _no_longer_called(scene: Scene, clause: Clause) -> Iterator[PositionDraft]:
    """ "No longer makes recognition a condition", "no longer sees an audit as a precondition"."""
    group, doc = clause.group, scene.doc
    found = noun_phrase(doc, group.end, clause.limit)
    if found is None:
        return
    end = next((i for i in range(found[1], min(found[1] + 4, clause.limit)) if doc[i].lower_ in _TERMS), None)
    if end is not None:
        holders, via = holders_of(scene, clause)
        yield from _left(scene, clause, holders, via, name_span(doc, *found), end + 1)


def _just_before(
    scene: Scene, clause: Clause, holders: Sequence[str], before: Drafts, sentences: int = 2
) -> PositionDraft | None:
    """The last stand of the same party in the sentence of a clause, or in the one before."""
    doc = scene.doc
    sentence = doc[clause.group.verb].sent
    first = sentence.start
    if sentences > 1 and first:
        first = doc[first - 1].sent.start
    for draft in reversed(before):
        if draft.evidence[0] < doc[first].idx:
            continue
        if isinstance(draft, PositionDraft) and not set(draft.holders).isdisjoint(holders):
            return draft
    return None


def _no_term(scene: Scene, clause: Clause) -> Iterator[PositionDraft]:
    """ "Recognition is no longer a condition for talks", in the words of whoever had made it one."""
    group, doc, subject = clause.group, scene.doc, clause.subject
    if subject is None or group.base != "be" or clause.voice.speaker is None:
        return
    start = group.end
    if [token.lower_ for token in doc[start : start + 2]] == ["no", "longer"]:
        start += 2
    elif not group.no_longer:
        return
    said = [token.lower_ for token in doc[start : min(start + 4, clause.limit)]]
    if _TERMS.isdisjoint(said) and tuple(said[:3]) not in _ON:
        return
    end = next((i + 1 for i in range(start, clause.limit) if doc[i].lower_ in _TERMS), start + 3)
    naming = name_span(doc, subject.start, subject.end)
    if naming is not None and doc[subject.end - 1].lower_ in _ASKED:
        return
    yield from _left(scene, clause, speaker_of(scene, clause), clause.voice.outer, naming, end)


_ON = (("on", "the", "table"), ("on", "its", "list"), ("on", "the", "agenda"))


def _off_the_table(scene: Scene, clause: Clause) -> Iterator[PositionDraft]:
    """ "The guild's demand for an audit has been dropped", "is off the table"."""
    group, doc, subject = clause.group, scene.doc, clause.subject
    if subject is None or group.negative:
        return
    end = group.end
    if group.base == "be" and not group.passive:
        if tuple(token.lower_ for token in doc[end : end + 3]) not in _OFF:
            return
        end += 3
    elif not (group.passive and group.base in _GONE) or (end < len(doc) and doc[end].lower_ == "by"):
        return
    head = next((i for i in range(subject.start, subject.end) if doc[i].lower_ in _ASKED), None)
    if head is None or any(pos_of(token) == "ADP" for token in doc[subject.start : head]):
        return
    owner = owner_of(scene, head, clause.start)
    speaker = speaker_of(scene, clause)
    holders = (scene.cast.party(owner),) if owner is not None else speaker
    own = owner is None or clause.voice.speaker is None or scene.cast.same_side(owner, clause.voice.speaker)
    at = head + 1
    if at + 1 >= subject.end or doc[at].lower_ not in {"for", "that", "to", "on"}:
        return
    refused = doc[head].lower_ in {"objection", "objections", "opposition"}
    naming = name_clause(doc, at + (refused or doc[at].lower_ in {"for", "on"}), subject.end)
    act: Act = "concede" if refused else "withdraw"
    polarity: Polarity = "for" if refused else "open"
    via = clause.voice.outer if own else clause.voice.speaker
    yield from _left(scene, clause, holders, via, naming, end, act=act, polarity=polarity)


def _left(
    scene: Scene,
    clause: Clause,
    holders: Sequence[str],
    via: str | None,
    naming: Naming | None,
    end: int,
    *,
    act: Act = "withdraw",
    polarity: Polarity = "open",
    pattern: str = "turns",
) -> Iterator[PositionDraft]:
    """The position of a party that has left its stand on an issue, where its name says something."""
    if naming is None or not holders or not says_something(scene.phrases.in_full(naming)):
        return
    begin = words_from(clause)
    yield PositionDraft(
        holders=tuple(holders),
        act=act,
        polarity=polarity,
        naming=positive(naming),
        evidence=scene.place(begin, max(end, clause.group.end)),
        voice=dated(scene, clause.voice, clause.group.verb),
        pattern=pattern,
        confidence=CONFIDENCE,
        via=via,
    )
