"""Web Annotation: what the standard's model demands of each part, and places that can be found again."""

import json
import sys
from pathlib import Path

from jsonschema import Draft202012Validator

from onrecord.exchange.webannotation import annotation_lines, annotations

sys.path.insert(0, str(Path(__file__).parent))
from exported_records import ONE, TEXTS, records

SELECTOR = {
    "oneOf": [
        {
            "type": "object",
            "properties": {
                "type": {"const": "TextPositionSelector"},
                "start": {"type": "integer", "minimum": 0},
                "end": {"type": "integer", "minimum": 1},
            },
            "required": ["type", "start", "end"],
            "additionalProperties": False,
        },
        {
            "type": "object",
            "properties": {
                "type": {"const": "TextQuoteSelector"},
                "exact": {"type": "string", "minLength": 1},
                "prefix": {"type": "string"},
                "suffix": {"type": "string"},
            },
            "required": ["type", "exact"],
            "additionalProperties": False,
        },
    ]
}
# The MUSTs of https://www.w3.org/TR/annotation-model/ for what is used of it (3.1, 3.2, 4.2, 5).
DOCUMENT = {
    "type": "object",
    "required": ["@context", "type", "total", "first"],
    "properties": {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"},
        "type": {"const": "AnnotationCollection"},
        "label": {"type": "string"},
        "total": {"type": "integer", "minimum": 0},
        "first": {
            "type": "object",
            "required": ["type", "items"],
            "properties": {
                "type": {"const": "AnnotationPage"},
                "startIndex": {"type": "integer", "minimum": 0},
                "items": {"type": "array", "items": {"$ref": "#/$defs/annotation"}},
            },
        },
    },
    "$defs": {
        "annotation": {
            "type": "object",
            "required": ["id", "type", "target"],
            "properties": {
                "id": {"type": "string", "format": "uri", "pattern": "^urn:onrecord:[a-z]{3}-[0-9a-f]{16}$"},
                "type": {"const": "Annotation"},
                "motivation": {"enum": ["classifying", "identifying", "tagging", "describing"]},
                "body": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["type", "value"],
                        "properties": {
                            "type": {"const": "TextualBody"},
                            "value": {"type": "string", "minLength": 1},
                            "format": {"type": "string", "pattern": "^[a-z]+/[a-z-]+$"},
                            "language": {"type": "string"},
                            "purpose": {"enum": ["describing", "tagging", "classifying"]},
                        },
                        "additionalProperties": False,
                    },
                },
                "target": {
                    "type": "array",
                    "minItems": 1,
                    "items": {
                        "type": "object",
                        "required": ["type", "source", "selector"],
                        "properties": {
                            "type": {"const": "SpecificResource"},
                            "source": {"type": "object", "required": ["id"]},
                            "scope": {"type": "string", "format": "uri"},
                            "selector": {"type": "array", "minItems": 1, "items": SELECTOR},
                        },
                        "additionalProperties": False,
                    },
                },
            },
        }
    },
}


def test_the_document_is_valid_and_holds_every_record_with_evidence():
    document = json.loads("\n".join(annotation_lines(iter(records()))))
    Draft202012Validator(DOCUMENT).validate(document)
    expected = [r["id"] for r in records() if r["type"] in ("attribution", "position", "condition", "event")]
    items = document["first"]["items"]
    assert [item["id"] for item in items] == [f"urn:onrecord:{id_}" for id_ in expected]
    assert document["total"] == len(expected) == 11


def test_a_quotation_is_found_by_position_and_by_its_surroundings():
    for item in annotations(records()):
        for target in item["target"]:
            text = TEXTS[target["source"]["id"].removeprefix("urn:onrecord:")][2]
            position, quote = target["selector"]
            assert text[position["start"] : position["end"]] == quote["exact"]
            around = quote["prefix"] + quote["exact"] + quote["suffix"]
            assert text.count(around) == 1
            assert text.index(around) + len(quote["prefix"]) == position["start"]
            assert target["scope"].startswith("https://news.example/")


def test_the_body_says_what_it_is_and_carries_the_record():
    by_id = {item["id"]: item for item in annotations(records())}
    condition = by_id["urn:onrecord:con-0000000000000001"]
    assert condition["body"][0]["value"] == "Ostrava: talks requires ceasefire"
    assert json.loads(condition["body"][2]["value"])["relation"] == "requires"
    position = by_id["urn:onrecord:pos-0000000000000006"]
    assert position["body"][0]["value"] == "Kestrian League: demand (for) no blockade"


def test_without_texts_there_are_quotations_without_surroundings():
    bare = [{name: value for name, value in record.items() if name != "text"} for record in records()]
    for item in annotations(bare):
        for target in item["target"]:
            assert set(target["selector"][1]) == {"type", "exact"}


def test_a_ledger_without_evidence_is_an_empty_collection():
    document = json.loads("\n".join(annotation_lines(r for r in records() if r["id"] == ONE)))
    assert document["total"] == 0 and document["first"]["items"] == []
