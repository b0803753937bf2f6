"""From one report to its records: language, extract, interpret; a pure function of report and model."""

from collections import Counter
from dataclasses import replace

from spacy.tokens import Doc as SpacyDoc

from onrecord.extract.attributions import draft_attributions
from onrecord.extract.certainty import calibrated
from onrecord.extract.circumstances import Circumstances
from onrecord.extract.drafts import Draft, Place
from onrecord.extract.occasions import occasions
from onrecord.interpret import interpret as interpret_claims
from onrecord.language import model_version, read
from onrecord.language.encoder import Told
from onrecord.model import Attribution, Report, ReportRecords, Span, stable_id
from onrecord.resolve.casting import actor_ids, actors_of, mentions_of
from onrecord.resolve.holders import Reference
from onrecord.resolve.pronouns import NOBODY
from onrecord.resolve.speakers import Resolved, resolve_speakers
from onrecord.text.layout import Layout, lay_out
from onrecord.text.sizes import INTERPRETED
from onrecord.text.tokens import Doc, read_out

READING = 0.4
"""About which part of the work is done when the network has read a text."""
SURE_ENOUGH = 0.5
"""Below this confidence a speaker stays open, and the guess is a candidate."""


def process(report: Report, told: Told | None = None) -> ReportRecords:
    """Find who says what in a report, and what the parties want and on which terms.

    Args:
        report: the report; one in another language than English is not interpreted.
        told: told now and then which part of the work is done, from 0 to 1.

    Returns:
        Its records. The same report and model give the same records, whatever was processed before.

    Raises:
        ModelError: the model is missing or damaged.
    """
    if report.language not in INTERPRETED or not report.text.strip():
        return ReportRecords(report=report.id, model=model_version())
    layout = lay_out(report.text, report.blocks)
    words = read(layout, (lambda part: told(part * READING)) if told else None)
    return interpret(report, words, layout, model_version())


def find_attributions(text: str) -> tuple[Attribution, ...]:
    """Find who said what in a text, without a ledger.

    Args:
        text: plain text in English; blank lines part its paragraphs.

    Returns:
        The attributions, in the order of their content. `process` gives the speakers' names too.

    Raises:
        ModelError: the model is missing or damaged.
    """
    return process(Report(text=text, blocks=lay_out(text).blocks)).attributions


def interpret(report: Report, doc: SpacyDoc | Doc, layout: Layout, model: str) -> ReportRecords:
    """The records of a report whose text has been read by a model.

    Args:
        report: the report.
        doc: its text as the language engine, or any other, annotated it. Claims are read from the parse: a
            document without one gives none.
        layout: the layout of the same text.
        model: name and version of what annotated it.
    """
    words = read_out(doc)
    drafts = draft_attributions(words, layout)
    resolved = resolve_speakers(words, layout, [_reference(draft) for draft in drafts])
    speakers = {key: guess.member for key, guess in resolved.guesses.items()}
    found = occasions(drafts, layout, report.published, speakers)
    ids = actor_ids(report.id, resolved.cast)
    records = ReportRecords(
        report=report.id,
        model=model,
        actors=actors_of(resolved.cast, ids),
        mentions=mentions_of(report.text, resolved.mentions, ids),
        attributions=_attributions(report, drafts, resolved, ids, found),
    )
    if not words.has_annotation("DEP"):
        return records
    claims = interpret_claims(
        report, words, records.attributions, records.actors, records.mentions, layout=layout
    )
    return replace(
        records,
        issues=claims.issues,
        positions=claims.positions,
        conditions=claims.conditions,
        events=claims.events,
        patterns=claims.patterns,
    )


def _reference(draft: Draft) -> Reference:
    return Reference(
        key=draft.key,
        source=draft.source[0] if draft.source else draft.hint,
        content=draft.content,
        follows=draft.follows,
        within=draft.within,
        direct=draft.kind == "direct",
    )


def _attributions(
    report: Report,
    drafts: tuple[Draft, ...],
    resolved: Resolved,
    ids: dict[int, str],
    occasion: dict[int, Circumstances],
) -> tuple[Attribution, ...]:
    text = report.text
    seen: Counter[str] = Counter()
    found = []
    for draft in drafts:
        content = tuple(Span.of(text, start, end) for start, end in draft.content)
        words = "\n".join(span.text for span in content)
        guess = resolved.guesses.get(draft.key, NOBODY)
        sure = guess.member is not None and guess.confidence >= SURE_ENOUGH
        others = guess.others if sure or guess.member is None else (guess.member, *guess.others)
        outer = resolved.guesses.get(draft.within, NOBODY) if draft.within is not None else NOBODY
        found.append(
            Attribution(
                id=stable_id("attribution", report.id, words, str(seen[words])),
                report=report.id,
                kind=draft.kind,
                attitude=draft.attitude,
                content=content,
                cue=tuple(Span.of(text, start, end) for start, end in draft.cue),
                source=tuple(Span.of(text, start, end) for start, end in draft.source),
                speaker=ids[guess.member] if sure and guess.member is not None else None,
                candidates=tuple(ids[number] for number in others),
                reported_by=ids[outer.member] if outer.member is not None else None,
                said_on=occasion[draft.key].said_on,
                addressee=_span(text, occasion[draft.key].addressee),
                venue=_span(text, occasion[draft.key].venue),
                confidence=calibrated(draft.confidence * (guess.confidence if sure else 0.6)),
            )
        )
        seen[words] += 1
    return tuple(found)


def _span(text: str, place: Place | None) -> Span | None:
    return Span.of(text, *place) if place is not None else None
