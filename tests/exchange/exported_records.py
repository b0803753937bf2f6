"""Records of a small fictional ledger, of every type that a report gives, for the formats to carry.

The second outlet's name and a note begin like formulas, and a dove (two UTF-16 units) stands before evidence.
"""

from typing import Any

from onrecord.model import text_hash

Record = dict[str, Any]
TEXTS = {
    "rep-0000000000000001": (
        "The Harbour Post",
        "Voss rules it out",
        "“We reject the annexation of the islands,” Mara Voss said on 4 March.\n\n"
        "Without a ceasefire there can be no talks, she added. Velden insists on the return of the "
        "prisoners, its spokesman Jonas Brandt said.\n\nThe third round of talks was postponed.",
    ),
    "rep-0000000000000002": (
        "=cmd Daily",
        "Velden [answers]",
        "\N{DOVE OF PEACE} Velden supports the annexation of the islands. Ostrava rejects the return of the "
        "prisoners; it is open to an end of the blockade. The Kestrian League wants no blockade.",
    ),
}
NOTHING = {"earliest": None, "latest": None, "basis": "unknown"}


def day(text: str) -> Record:
    return {"earliest": text, "latest": text, "basis": "stated"}


def spans(report: str, *quotations: str) -> list[Record]:
    text = TEXTS[report][2]
    found = [(text.index(words), words) for words in quotations]
    return [{"start": start, "end": start + len(words), "text": words} for start, words in found]


def report(id_: str, published: Record, **more: Any) -> Record:
    outlet, title, text = TEXTS[id_]
    return {
        "type": "report", "id": id_, "outlet": outlet, "title": title, "author": "Ida Moor", "credit": None,
        "url": f"https://news.example/{id_[-1]}", "path": None, "published": published,
        "retrieved": "2025-03-06T08:00:00Z", "language": "en", "sha256": text_hash(text), "text": text,
        "copied_from": None, "copied_share": 0.0, "version_of": None, "corrects": [], "judged": False,
        "removed": None, **more,
    }  # fmt: skip


def actor(number: int, name: str, kind: str, acts_for: str = "") -> Record:
    relations = [{"actor": acts_for, "earliest": None, "latest": None}] if acts_for else []
    return {
        "type": "actor", "id": f"act-000000000000000{number}", "name": name, "kind": kind,
        "aliases": [name, name.split()[-1]], "acts_for": relations,
        "roles": [{"title": "minister", "for": "Ostrava", "earliest": "2024-01-01", "latest": None}],
        "confidence": 0.9, "judged": False,
    }  # fmt: skip


def attribution(number: int, report: str, speaker: str | None, content: str, source: str) -> Record:
    return {
        "type": "attribution", "id": f"att-000000000000000{number}", "report": report, "kind": "direct",
        "attitude": "speech", "content": spans(report, content), "cue": [], "source": spans(report, source),
        "speaker": speaker, "candidates": [], "reported_by": None, "said_on": day("2025-03-04"),
        "addressee": None, "venue": None, "utterance": None, "confidence": 0.8, "judged": False,
    }  # fmt: skip


def issue(number: int, label: str, negates: str | None = None) -> Record:
    return {
        "type": "issue", "id": f"iss-000000000000000{number}", "label": label, "aliases": [label],
        "kind": "step", "actors": [], "parent": None, "part_of": None, "negates": negates, "confidence": 0.8,
        "judged": False,
    }  # fmt: skip


def position(
    number: int, holder: str, act: str, polarity: str, issue: str, report: str, date: Record, words: str,
    **more: Any,
) -> Record:  # fmt: skip
    return {
        "type": "position", "id": f"pos-000000000000000{number}", "holder": holder, "act": act,
        "polarity": polarity, "issue": issue, "alternatives": [], "date": date, "until": None,
        "report": report, "evidence": spans(report, words), "attribution": None, "via": None,
        "restates": None, "hypothetical": False, "plover": "", "confidence": 0.85, "judged": False, **more,
    }  # fmt: skip


ONE, TWO = TEXTS
OSTRAVA, VELDEN, VOSS, BRANDT, LEAGUE = (f"act-000000000000000{number}" for number in range(1, 6))
ISLANDS, PRISONERS, TALKS, CEASEFIRE, BLOCKADE, NO_BLOCKADE = (
    f"iss-000000000000000{number}" for number in range(1, 7)
)


def records() -> list[Record]:
    """The records, each time anew."""
    return [
        {
            "type": "ledger", "id": "led-0000000000000001", "format": 1, "name": "Islands",
            "as_of": "2025-03-06", "software": "onrecord 0", "model": "made 1", "counts": {"reports": 2},
        },
        report(ONE, day("2025-03-05")),
        report(TWO, NOTHING),
        actor(1, "Ostrava", "state"),
        actor(2, "Velden", "state"),
        actor(3, "Mara Voss", "person", OSTRAVA),
        actor(4, "Jonas Brandt", "person", VELDEN),
        actor(5, "Kestrian League", "organization"),
        attribution(1, ONE, VOSS, "We reject the annexation of the islands", "Mara Voss"),
        attribution(2, ONE, None, "Without a ceasefire there can be no talks", "she"),
        issue(1, "annexation of the islands"),
        issue(2, "return of the prisoners"),
        issue(3, "talks"),
        issue(4, "ceasefire"),
        issue(5, "blockade"),
        issue(6, "no blockade", BLOCKADE),
        position(1, OSTRAVA, "reject", "against", ISLANDS, ONE, day("2025-03-04"),
                 "We reject the annexation of the islands", attribution="att-0000000000000001"),
        position(2, VELDEN, "demand", "for", PRISONERS, ONE, day("2025-03-05"),
                 "insists on the return of the prisoners", via=BRANDT),
        position(3, VELDEN, "support", "for", ISLANDS, TWO, NOTHING,
                 "Velden supports the annexation of the islands"),
        position(4, OSTRAVA, "reject", "against", PRISONERS, TWO, day("2025-03-06"),
                 "Ostrava rejects the return of the prisoners"),
        position(5, OSTRAVA, "support", "open", NO_BLOCKADE, TWO, day("2025-03-06"),
                 "it is open to an end of the blockade"),
        position(6, LEAGUE, "demand", "for", NO_BLOCKADE, TWO, day("2025-03-06"),
                 "The Kestrian League wants no blockade"),
        position(7, OSTRAVA, "oppose", "against", BLOCKADE, TWO, day("2025-03-01"),
                 "an end of the blockade", until="2025-03-06"),
        {
            "type": "condition", "id": "con-0000000000000001", "holder": OSTRAVA, "relation": "requires",
            "step": TALKS, "requirement": CEASEFIRE, "alternatives": [], "connective": spans(ONE, "Without"),
            "date": day("2025-03-04"), "until": None, "report": ONE,
            "evidence": spans(ONE, "Without a ceasefire there can be no talks"),
            "attribution": "att-0000000000000002", "via": None, "restates": None, "hypothetical": False,
            "confidence": 0.8, "judged": False,
        },
        {
            "type": "event", "id": "eve-0000000000000001", "issue": TALKS, "status": "postponed",
            "actors": [OSTRAVA, VELDEN], "date": NOTHING, "report": ONE,
            "evidence": spans(ONE, "The third round of talks was postponed"), "attribution": None,
            "via": None, "confidence": 0.75, "judged": False,
        },
        *(judgement(number, value, note) for number, (value, note) in enumerate(
            [({"outlet": "The Post"}, "=1+1"), ("one", "+49 was the number"), (None, "'=1+1"), ([1, "a"], "")]
        )),
    ]  # fmt: skip


def judgement(number: int, value: Any, note: str) -> Record:
    return {
        "type": "judgement", "id": f"jud-000000000000000{number}", "subject": [ONE], "value": value,
        "verdict": "set_metadata",
        "anchor": {"report": ONE, "quotation": "she", "position": 3} if note else None,
        "by": "ida", "at": "2025-03-05T10:00:00Z", "note": note, "closed_at": None,
    }  # fmt: skip
