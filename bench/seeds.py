"""Statements of the seed reports with the right speaker: `python bench/seeds.py [--json] [--errors]`.

`seeds.json` lists, by reading, every statement in them: offsets into the raw file, and names. A statement
is found where an attribution of ours covers at least half of its characters; it is right where the speaker
is the listed one, or one that is accepted too, by name or because a listed mention of theirs is one of the
actor's. Ours that no listed statement answers to are extra; those that touch boilerplate, a headline or a
teaser line are counted by themselves. Also: whether the mentions of each main actor are those of one actor;
and whether the answer about a goal, asked of a ledger of the reports, names what a reader looks for, with its
words (`named`: conditions, whoever is against a matter, what is alleged and who denies it).
"""

import argparse
import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.ledger import Ledger
from onrecord.ledger.grounds import record_of
from onrecord.ledger.reasoned import Reasoned, Told
from onrecord.model import Actor, Report, ReportRecords
from onrecord.pipeline import process
from onrecord.read.plain import read_plain
from onrecord.resolve.naming import content_words, person_name, same_person
from onrecord.text.edits import to_clean

HERE = Path(__file__).parent


def is_named(actor: Actor | None, names: list[str], records: ReportRecords, places: dict[str, Any]) -> bool:
    """Whether an actor is one of those named, whichever way they are spelled."""
    if actor is None:
        return False
    mentions = [(m.span.start, m.span.end) for m in records.mentions if m.actor == actor.id]
    for name in names:
        wanted = [word for word in content_words(name) if word != "some"]
        if any(
            [w for w in content_words(form) if w != "some"] == wanted for form in (actor.name, *actor.aliases)
        ):
            return True
        if actor.kind == "person" and same_person(person_name(actor.name), person_name(name)):
            return True
        if overlap(mentions, places.get(name, [])):
            return True
    return False


def place(report: Report, spans: list[list[int]]) -> list[tuple[int, int]]:
    """Stretches of a raw file as offsets into the report's text; what was trimmed away is left out."""
    found = []
    for start, end in spans:
        kept = [offset for offset in range(start, end) if to_clean(report.edits, offset) is not None]
        if kept:
            first, last = to_clean(report.edits, kept[0]), to_clean(report.edits, kept[-1])
            if first is not None and last is not None:
                found.append((first, last + 1))
    return found


def overlap(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> int:
    return sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)


def length(places: list[tuple[int, int]]) -> int:
    return sum(end - start for start, end in places)


def score(entry: dict[str, Any], report: Report, records: ReportRecords, errors: list[str]) -> Counter[str]:
    """Counts for one file."""
    known = {actor.id: actor for actor in records.actors}
    counts: Counter[str] = Counter()
    places = {name: place(report, spans) for name, spans in entry["actors"].items()}
    ours = [[(span.start, span.end) for span in a.content] for a in records.attributions]
    used: set[int] = set()
    for statement in entry["statements"]:
        wanted = place(report, statement["content"])
        scored = sorted(
            (
                (-overlap(wanted, mine) / max(1, length(wanted) + length(mine)), i)
                for i, mine in enumerate(ours)
            )
        )
        near = [i for _, i in scored if answers(wanted, ours[i])]
        used.update(near)
        if not statement["certain"]:
            continue
        counts["statements"] += 1
        names = [name for name in (statement["speaker"], *statement["accept"]) if name]
        right = [
            i
            for i in near
            if is_named(known.get(records.attributions[i].speaker or ""), names, records, places)
            or (not names and records.attributions[i].speaker is None)
        ]
        words = " ... ".join(report.text[start:end] for start, end in wanted)
        if not near:
            errors.append(f"{entry['file'][:3]} MISSED {statement['speaker']} | {words}")
            continue
        counts["found"] += 1
        if right:
            counts["right"] += 1
        else:
            speaker = known.get(records.attributions[near[0]].speaker or "")
            errors.append(
                f"{entry['file'][:3]} SPEAKER {speaker.name if speaker else None} for {names} | {words}"
            )
    for i, attribution in enumerate(records.attributions):
        if i not in used:
            counts["extra"] += 1
            speaker = known.get(attribution.speaker or "")
            errors.append(
                f"{entry['file'][:3]} EXTRA {attribution.attitude} {speaker.name if speaker else None}"
                f" {[s.text for s in attribution.cue]} | {[s.text for s in attribution.content]}"
            )
    counts["ours"] = len(ours)
    barred = place(report, entry["not_statements"])
    for mine in ours:
        if overlap(mine, barred):
            counts["from_boilerplate"] += 1
            errors.append(f"{entry['file'][:3]} BOILERPLATE | {[report.text[a:b] for a, b in mine]}")
    check_actors(entry, report, records, counts, errors)
    return counts


def answers(wanted: list[tuple[int, int]], mine: list[tuple[int, int]]) -> bool:
    shared = overlap(wanted, mine)
    return shared * 2 >= max(1, length(wanted)) or (
        shared * 2 >= length(mine) and shared * 4 >= length(wanted)
    )


def check_actors(
    entry: dict[str, Any], report: Report, records: ReportRecords, counts: Counter[str], errors: list[str]
) -> None:
    """Whether all mentions of each main actor are one actor of ours."""
    for name, spans in entry["actors"].items():
        found = set()
        for start, end in (pair for span in spans for pair in place(report, [span])):
            found |= {m.actor for m in records.mentions if m.span.start < end and start < m.span.end}
        counts["main_actors"] += 1
        if len(found) <= 1:
            counts["single"] += 1
        else:
            names = sorted(actor.name for actor in records.actors if actor.id in found)
            errors.append(f"{entry['file'][:3]} ACTORS {name}: {names}")


def named(goals: list[dict[str, Any]], files: list[Path], errors: list[str]) -> Counter[str]:
    """How much of what the answers about goals must name they do, in a ledger of all files."""
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder, Ledger.create(Path(folder) / "seeds.db") as ledger:
        for path in files:
            list(ledger.add(str(path)))
        texts = {path.name: path.read_bytes().decode() for path in files}
        for asked in goals:
            answer = ledger.deadlocks(asked["goal"])
            for wanted in asked["must_name"]:
                words = texts[wanted["file"]][slice(*wanted["words"])]
                found = [
                    told
                    for told in told_by(answer)
                    if is_answer(told, words, wanted["as"]) and set(wanted["flags"]) <= set(told.flags)
                ]
                for holder in wanted["holders"]:
                    counts["wanted"] += 1
                    if any(holder in ("", told.holder) for told in found):
                        counts["named"] += 1
                    else:
                        errors.append(f"{asked['goal']}: UNNAMED {wanted['what']}: {holder or 'anybody'}")
    return counts


def told_by(answer: Reasoned) -> Iterator[Told]:
    """What an answer about a goal tells but for what stands near, proved or not."""
    for finding in answer.answer.findings:
        yield from answer.members(finding)
    yield from answer.waits
    yield from (tied.claim for tied in answer.tied)


def is_answer(told: Told, words: str, does: str) -> bool:
    """Whether a claim is of a kind or act, and has at least half of some words in its own."""
    for entry in told.statements:
        record = record_of(entry)
        said = " ".join(span.text for span in record.evidence)
        shared = said if said in words else words if words in said else ""
        if getattr(record, "act", "condition") == does and len(shared) * 2 >= len(words):
            return True
    return False


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true", help="figures as JSON on standard output")
    parser.add_argument("--errors", action="store_true", help="what was missed or given to another")
    args = parser.parse_args()
    shared = os.environ.get("ONRECORD_SHARED", "")
    if not shared:
        print("ONRECORD_SHARED is not set: the seed reports are not here.", file=sys.stderr)
        return 2
    listed = json.loads((HERE / "seeds.json").read_text(encoding="utf-8"))
    total: Counter[str] = Counter()
    errors: list[str] = []
    for entry in listed["files"]:
        path = Path(shared) / "seeds" / entry["file"]
        with path.open(encoding="utf-8", newline="") as file:
            report = read_plain(file.read(), name=path.name)
        total += score(entry, report, process(report), errors)
    goals = named(listed["goals"], [Path(shared) / "seeds" / one["file"] for one in listed["files"]], errors)
    figures = {
        "statements": total["statements"],
        "found": round(100 * total["found"] / total["statements"], 1),
        "right": round(100 * total["right"] / total["statements"], 1),
        "extra": total["extra"],
        "from_boilerplate": total["from_boilerplate"],
        "single_actors": round(100 * total["single"] / total["main_actors"], 1),
        "named": round(100 * goals["named"] / goals["wanted"], 1),
    }
    if args.errors:
        print("\n".join(errors), file=sys.stderr)
    print(json.dumps(figures) if args.json else " ".join(f"{key} {value}" for key, value in figures.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
