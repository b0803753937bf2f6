"""From attributions and narration to positions, conditions and events, each with its evidence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from onrecord.interpret.alternatives import read_alternatives
from onrecord.interpret.answered import read_answered, read_refused
from onrecord.interpret.background import dated_back, kept_back
from onrecord.interpret.bare import filled_up, is_told
from onrecord.interpret.cast import cast_of
from onrecord.interpret.clauses import Clause, Scene, clauses_of
from onrecord.interpret.clefts import read_clefts
from onrecord.interpret.conditions import read_conditions
from onrecord.interpret.confidence import LEAST_SURE_OF
from onrecord.interpret.drafts import PLOVER, ConditionDraft, EventDraft, Place, PositionDraft
from onrecord.interpret.events import read_events
from onrecord.interpret.exchanges import read_exchange
from onrecord.interpret.fragments import read_fragments
from onrecord.interpret.headlines import headline_end
from onrecord.interpret.holding import positive
from onrecord.interpret.implied import implied
from onrecord.interpret.issues import IssueBook
from onrecord.interpret.moved import better, read_moves
from onrecord.interpret.naming import Naming
from onrecord.interpret.nominals import read_nominals
from onrecord.interpret.phrases import Phrases
from onrecord.interpret.positions import read_positions
from onrecord.interpret.recurring import matter_of
from onrecord.interpret.replies import read_replies
from onrecord.interpret.sound import sound
from onrecord.interpret.stated import is_contested
from onrecord.interpret.stems import key_of
from onrecord.interpret.turned import in_own_words, read_turns
from onrecord.interpret.voices import Voices
from onrecord.model import Actor, Attribution, Mention, Report, Span, stable_id
from onrecord.model.claims import Condition, Event, Issue, Position
from onrecord.text.layout import Layout, lay_out
from onrecord.text.tokens import Doc

HEADINGS = frozenset({"heading", "bullet"})


@dataclass(frozen=True, slots=True)
class Claims:
    """What a report says that parties want, and on which terms.

    Attributes:
        issues: what it is about.
        positions: in the order of their evidence.
        conditions: in the order of their evidence.
        events: in the order of their evidence.
        patterns: id of each record and the name of the pattern that found it.
        signs: id of each position and what its confidence rests on.
    """

    issues: tuple[Issue, ...] = ()
    positions: tuple[Position, ...] = ()
    conditions: tuple[Condition, ...] = ()
    events: tuple[Event, ...] = ()
    patterns: tuple[tuple[str, str], ...] = ()
    signs: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class _Drafts:
    positions: list[PositionDraft]
    conditions: list[ConditionDraft]
    events: list[EventDraft]


def interpret(
    report: Report,
    doc: Doc,
    attributions: Sequence[Attribution],
    actors: Sequence[Actor] = (),
    mentions: Sequence[Mention] = (),
    least: float | None = None,
    layout: Layout | None = None,
) -> Claims:
    """Read positions, conditions and events out of a report.

    Args:
        report: the report.
        doc: its text, tagged and parsed; `doc.text == report.text`.
        attributions: who said what in it.
        actors: who they are.
        mentions: the words that stand for them.
        least: how sure a position must be, 0 to 1; by what the report is about unless given, and conditions
            are then left out of news that has nothing of talks.
        layout: where its sentences and quotations lie, if that is known already.

    Returns:
        What was found; what the words don't decide is left out.
    """
    layout = lay_out(report.text, report.blocks) if layout is None else layout
    voices = Voices(report, layout, dated_back(report, layout, attributions))
    scene = Scene(doc, cast_of(actors, mentions), voices, Phrases(doc))
    body, summary = _Drafts([], [], []), _Drafts([], [], [])
    apart = [(block.start, block.end) for block in scene.voices.layout.blocks if block.kind in HEADINGS]
    body_start = headline_end(report, scene.voices.layout)
    for sentence in doc.sents:
        start, end = _bare(doc, sentence.start, sentence.end)
        if start >= end or doc[start].idx < body_start:
            continue
        is_summary = any(first <= doc[start].idx < last for first, last in apart)
        _read(scene, start, end, summary if is_summary else body)
    body.positions.extend(read_fragments(scene))
    body.positions.extend(read_answered(scene, body.positions))
    body.positions.extend(list(read_refused(scene, body.positions, body.conditions)))
    _add_unrepeated(body, summary)
    body.positions[:] = kept_back(body.positions, [*body.positions, *body.conditions], report)
    body.conditions[:] = kept_back(body.conditions, [*body.positions, *body.conditions], report)
    filled = (filled_up(scene, draft) for draft in in_own_words(body.positions, body.conditions))
    body.positions[:] = [draft for draft in filled if draft is not None]
    body.conditions[:] = [draft for draft in body.conditions if is_told(scene, draft)]
    matter = matter_of(doc)
    bound = LEAST_SURE_OF[matter] if least is None else least
    body.positions[:] = _sure(body.positions, bound)
    if least is None and matter == "other":
        # One in twenty was right in seventy articles of other news: schedules, forecasts, fears.
        body.conditions.clear()
    return _finish(report, scene, body)


def _sure(positions: Sequence[PositionDraft], bound: float) -> list[PositionDraft]:
    """Those that are sure enough, and the allegations that they deny: the two stand together."""
    denied = {key_of(one.naming.label) for one in positions if one.act == "deny" and one.confidence >= bound}
    answered = [one.act == "allege" and key_of(one.naming.label) in denied for one in positions]
    return [
        replace(one, confidence=max(one.confidence, bound)) if answers else one
        for one, answers in zip(positions, answered, strict=True)
        if answers or one.confidence >= bound
    ]


def _bare(doc: Doc, start: int, end: int) -> tuple[int, int]:
    while start < end and doc[start].is_space:
        start += 1
    while end > start and doc[end - 1].is_space:
        end -= 1
    return start, end


def _read(scene: Scene, start: int, end: int, into: _Drafts) -> None:
    """Read a sentence."""
    before = len(into.positions)
    conditions = list(read_conditions(scene, start, end))
    into.conditions.extend([*conditions, *implied(conditions)])
    into.positions.extend(
        draft for draft in read_nominals(scene, start, end) if not _is_conditional(draft, conditions)
    )
    for clause in clauses_of(scene, start, end):
        alternatives = (
            sound(scene, draft, clause.group.start, clause.limit)
            for draft in read_alternatives(scene, clause)
        )
        into.positions.extend(draft for draft in alternatives if draft is not None)
        shown = [draft for draft in read_positions(scene, clause) if not _is_conditional(draft, conditions)]
        so_far: list[PositionDraft | ConditionDraft] = [*into.positions, *into.conditions]
        moves = list(read_moves(scene, clause, so_far)) or list(read_turns(scene, clause, so_far))
        into.positions.extend(better(shown, moves) or read_clefts(scene, clause))
        if not _inside(clause, scene, conditions):
            into.events.extend(read_events(scene, clause))
    into.positions.extend(read_replies(scene, start, end))
    _drop_governed(into.positions)
    exchange = read_exchange(scene, start, end, into.positions[before:])
    if exchange is not None:
        condition, step = exchange
        into.conditions.append(condition)
        into.positions[:] = [draft for draft in into.positions if draft is not step]
    scene.recent.extend(into.positions[before:])
    known = {draft.evidence for draft in into.conditions}
    into.conditions.extend(
        _of_threat(draft, draft.stopped)
        for draft in into.positions
        if draft.stopped is not None and draft.evidence not in known and not is_contested(draft.naming)
    )


def _of_threat(draft: PositionDraft, stopped: Naming) -> ConditionDraft:
    """The condition in a threat: what it would stop needs that what triggers it stays away."""
    return ConditionDraft(
        holders=draft.holders,
        relation="requires",
        step=positive(stopped),
        requirement=positive(draft.naming.absence),
        connective=(),
        evidence=draft.evidence,
        voice=draft.voice,
        pattern=f"{draft.pattern} (threat)",
        confidence=draft.confidence,
        via=draft.via,
    )


_MOVED = frozenset({"moves", "turns", "withdraws"})


def _drop_governed(positions: list[PositionDraft]) -> None:
    """Leave out what a noun shows where a verb takes it back: "withdrew its offer"."""
    governing = [draft for draft in positions if draft.act == "withdraw" or draft.pattern in _MOVED]
    positions[:] = [
        draft
        for draft in positions
        if draft in governing
        or not any(
            set(other.holders) & set(draft.holders) and _holds(other.evidence, draft.evidence)
            for other in governing
        )
    ]


def _holds(outer: Place, inner: Place) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _is_conditional(draft: PositionDraft, conditions: Sequence[ConditionDraft]) -> bool:
    """Whether a position only repeats what a condition says."""
    return any(
        draft.act != "threaten"
        and _overlap(draft.evidence, condition.evidence) * 2 >= draft.evidence[1] - draft.evidence[0]
        for condition in conditions
    )


def _inside(clause: Clause, scene: Scene, conditions: Sequence[ConditionDraft]) -> bool:
    here = scene.doc[clause.group.verb].idx
    return any(condition.evidence[0] <= here < condition.evidence[1] for condition in conditions)


def _overlap(one: Place, other: Place) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _add_unrepeated(body: _Drafts, summary: _Drafts) -> None:
    """Add what sub-headings and summary lines say, where the body doesn't."""
    for draft in summary.positions:
        if not any(_says_the_same(draft, other) for other in body.positions):
            body.positions.append(draft)
    for condition in summary.conditions:
        if not any(
            _alike(condition.step.label, other.step.label)
            and _alike(condition.requirement.label, other.requirement.label)
            for other in body.conditions
        ):
            body.conditions.append(condition)


def _says_the_same(one: PositionDraft, other: PositionDraft) -> bool:
    same = bool(set(one.holders) & set(other.holders)) and one.polarity == other.polarity
    return same and _alike(one.naming.label, other.naming.label)


def _alike(one: str, other: str) -> bool:
    first, second = key_of(one), key_of(other)
    return (
        bool(first)
        and bool(second)
        and len(first & second) * 2 >= min(len(first), len(second))
        and bool(first & second)
    )


def _finish(report: Report, scene: Scene, drafts: _Drafts) -> Claims:
    """Give ids, merge issues, and leave out what is found twice."""
    book = IssueBook(scene.phrases, report.id)
    patterns: dict[str, str] = {}
    signs: dict[str, tuple[str, ...]] = {}
    positions: dict[str, Position] = {}
    for draft in sorted(drafts.positions, key=lambda d: d.evidence):
        for holder in draft.holders:
            position = _position(report, book, draft, holder)
            if not _known(position, positions.values()):
                positions.setdefault(position.id, position)
                patterns[position.id] = draft.pattern
                signs[position.id] = draft.signs
    conditions: dict[str, Condition] = {}
    for condition_draft in sorted(drafts.conditions, key=lambda d: d.evidence):
        for holder in condition_draft.holders:
            condition = _condition(report, book, condition_draft, holder)
            conditions.setdefault(condition.id, condition)
            patterns[condition.id] = condition_draft.pattern
    events: dict[str, Event] = {}
    for event_draft in sorted(drafts.events, key=lambda d: d.evidence):
        event = _event(report, book, event_draft)
        events.setdefault(event.id, event)
        patterns[event.id] = event_draft.pattern
    return Claims(
        book.issues(),
        tuple(positions.values()),
        tuple(conditions.values()),
        tuple(events.values()),
        tuple(patterns.items()),
        tuple(signs.items()),
    )


def _known(position: Position, others: Iterable[Position]) -> bool:
    """Whether the same words already gave this holder a position on the same issue."""
    return any(
        position.holder == other.holder and position.issue == other.issue and position.act == other.act
        and position.polarity == other.polarity and position.via == other.via
        for other in others
    )  # fmt: skip


def _spans(report: Report, *places: Place) -> tuple[Span, ...]:
    return tuple(Span.of(report.text, start, end) for start, end in places)


def _anchor(report: Report, place: Place) -> tuple[str, str]:
    """The words, and which of their occurrences they are."""
    words = report.text[place[0] : place[1]]
    return words, str(report.text.count(words, 0, place[0]))


def _position(report: Report, book: IssueBook, draft: PositionDraft, holder: str) -> Position:
    issue = book.put(draft.naming)
    attribution = draft.voice.attribution
    return Position(
        id=stable_id("position", report.id, holder, draft.act, issue, *_anchor(report, draft.evidence)),
        holder=holder,
        act=draft.act,
        polarity=draft.polarity,
        issue=issue,
        alternatives=tuple(book.put(naming) for naming in draft.alternatives),
        date=draft.voice.date,
        report=report.id,
        evidence=_spans(report, draft.evidence),
        attribution=attribution.id if attribution else None,
        via=draft.via if draft.via != holder else None,
        hypothetical=draft.hypothetical,
        plover=PLOVER[draft.act],
        confidence=round(draft.confidence, 3),
    )


def _condition(report: Report, book: IssueBook, draft: ConditionDraft, holder: str) -> Condition:
    step, requirement = book.put(draft.step), book.put(draft.requirement)
    attribution = draft.voice.attribution
    return Condition(
        id=stable_id("condition", report.id, holder, step, requirement, *_anchor(report, draft.evidence)),
        holder=holder,
        relation=draft.relation,
        step=step,
        requirement=requirement,
        alternatives=tuple(book.put(naming) for naming in draft.alternatives),
        connective=_spans(report, *draft.connective),
        date=draft.voice.date,
        report=report.id,
        evidence=_spans(report, draft.evidence),
        attribution=attribution.id if attribution else None,
        via=draft.via if draft.via != holder else None,
        hypothetical=draft.hypothetical,
        confidence=round(draft.confidence, 3),
    )


def _event(report: Report, book: IssueBook, draft: EventDraft) -> Event:
    issue = book.put(draft.naming, draft.actors)
    attribution = draft.voice.attribution
    return Event(
        id=stable_id("event", report.id, issue, draft.status, *_anchor(report, draft.evidence)),
        issue=issue,
        status=draft.status,
        actors=draft.actors,
        date=draft.voice.date,
        report=report.id,
        evidence=_spans(report, draft.evidence),
        attribution=attribution.id if attribution else None,
        via=draft.voice.speaker,
        confidence=round(draft.confidence, 3),
    )
