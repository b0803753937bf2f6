"""Records as W3C Web Annotations (https://www.w3.org/TR/annotation-model/, JSON-LD).

Each record with evidence is one annotation: its body says what it is, its targets are its spans. A target's
source is the report's text (`urn:onrecord:rep-...`), for that is what positions count in; where the report
has an address, that is the scope, and the quotation with its surroundings finds the place on the page.

A TextPositionSelector counts Unicode code points, as the standard and RECORDS both have it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from onrecord.exchange.fields import RecordDict

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
SURROUNDINGS = 32  # code points before and after a quotation that tell it from another like it
EVIDENCE = {"attribution": "content", "position": "evidence", "condition": "evidence", "event": "evidence"}
"""Types of records that annotate, and the field that holds the spans annotated."""


def annotation_lines(records: Iterable[RecordDict]) -> Iterator[str]:
    """Records as the lines of one JSON-LD document: an AnnotationCollection with one page.

    Args:
        records: as an export with texts gives them; without texts, quotations have no surroundings.
    """
    kept = list(records)
    name = next((record["name"] for record in kept if record["type"] == "ledger"), "")
    items = list(annotations(kept))
    yield "{"
    yield f' "@context": {_json(CONTEXT)},'
    yield ' "type": "AnnotationCollection",'
    yield f' "label": {_json(name or "onrecord")},'
    yield f' "total": {len(items)},'
    yield ' "first": {"type": "AnnotationPage", "startIndex": 0, "items": ['
    for number, item in enumerate(items, start=1):
        yield f"  {_json(item)}" + ("," if number < len(items) else "")
    yield " ]}"
    yield "}"


def annotations(records: Iterable[RecordDict]) -> Iterator[dict[str, Any]]:
    """An annotation for each attribution, position, condition and event, without the context.

    Args:
        records: see `annotation_lines`.
    """
    known = {record["id"]: record for record in records}
    software = next(
        (record["software"] for record in known.values() if record["type"] == "ledger"), "onrecord"
    )
    for record in known.values():
        field = EVIDENCE.get(record["type"])
        report = known.get(record.get("report", ""))
        if field and report:
            yield {
                "id": f"urn:onrecord:{record['id']}",
                "type": "Annotation",
                "motivation": "classifying",
                "generator": {"type": "Software", "name": software},
                "body": _bodies(record, known),
                "target": [_target(span, report) for span in record[field]],
            }


def _bodies(record: RecordDict, known: Mapping[str, RecordDict]) -> list[dict[str, Any]]:
    """What the record says, in words and as the record itself."""
    fields = {name: value for name, value in record.items() if name != EVIDENCE[record["type"]]}
    return [
        {
            "type": "TextualBody",
            "value": described(record, known),
            "format": "text/plain",
            "language": "en",
            "purpose": "describing",
        },
        {"type": "TextualBody", "value": record["type"], "purpose": "tagging"},
        {
            "type": "TextualBody",
            "value": _json(fields),
            "format": "application/json",
            "purpose": "classifying",
        },
    ]


def described(record: RecordDict, known: Mapping[str, RecordDict]) -> str:
    """A record in a line of words.

    Args:
        record: an attribution, position, condition or event.
        known: the records that it may speak of, by id.
    """

    def called(id_: str | None) -> str:
        found = known.get(id_ or "", {})
        return str(found.get("name") or found.get("label") or id_ or "unknown")

    kind = record["type"]
    if kind == "position":
        return f"{called(record['holder'])}: {record['act']} ({record['polarity']}) {called(record['issue'])}"
    if kind == "condition":
        step, needed = called(record["step"]), called(record["requirement"])
        return f"{called(record['holder'])}: {step} {_relation(record)} {needed}"
    if kind == "event":
        return f"{called(record['issue'])}: {record['status']}"
    return f"{called(record['speaker']) if record['speaker'] else 'unsure who'}: {record['kind']} statement"


def _relation(record: RecordDict) -> str:
    return "requires" if record["relation"] == "requires" else "only after"


def _target(span: Mapping[str, Any], report: RecordDict) -> dict[str, Any]:
    quote: dict[str, Any] = {"type": "TextQuoteSelector", "exact": span["text"]}
    text = report.get("text")
    if text:
        quote["prefix"] = text[max(0, span["start"] - SURROUNDINGS) : span["start"]]
        quote["suffix"] = text[span["end"] : span["end"] + SURROUNDINGS]
    position = {"type": "TextPositionSelector", "start": span["start"], "end": span["end"]}
    target: dict[str, Any] = {
        "type": "SpecificResource",
        "source": {
            "id": f"urn:onrecord:{report['id']}",
            "type": "Text",
            "format": "text/plain",
            "language": report["language"],
        },
        "selector": [position, quote],
    }
    if report.get("url"):
        target["scope"] = report["url"]
    return target


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
