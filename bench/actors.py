"""Actors across reports: whether statements of one speaker in several reports come to one actor.

    python bench/actors.py DIR... [--ledger] [--json] [--errors] [--records CACHE]
    python bench/actors.py --seeds            the five seed reports: is the president of Ukraine one actor?
    python bench/actors.py --speed 100000     so many generated actors, joined from nothing

The reports of a dossier are read and processed as they are; each gold statement is matched with one of ours
as in bench/dossiers.py. B-cubed (Bagga and Baldwin 1998) compares who shares a speaker in the gold with who
shares one in ours: over all matched statements (`b3`), where one without a speaker of ours stands alone, and
over those whose speaker is right within its report (`b3_right`), which measures the joining by itself.
"""

import argparse
import json
import os
import pickle
import random
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from coreference_metrics import b_cubed
from dossiers import Actors, match, read_file
from onrecord.ledger import Ledger
from onrecord.model import ActingFor, Actor, Report, ReportRecords, Role, stable_id
from onrecord.pipeline import process
from onrecord.read.plain import read_plain
from onrecord.resolve.across import actors_from_nothing
from onrecord.store.actors import current_id
from onrecord.store.engine import store_at


@dataclass(frozen=True)
class Statement:
    """A gold statement that one of ours matches.

    Attributes:
        gold: the gold speaker.
        ours: the actor of ours in its report, or empty.
        right: whether that is the gold speaker, by the names within the report.
        label: where it stands, for messages.
    """

    gold: str
    ours: str
    right: bool
    label: str


def processed(folder: Path, gold: dict[str, Any], cache: Path | None) -> dict[str, ReportRecords]:
    """The records of a dossier's reports, from a cache where one is given and filled."""
    place = cache / f"{folder.name}.pickle" if cache else None
    if place and place.exists():
        return pickle.loads(place.read_bytes())
    found = {e["id"]: process(read_file(folder / "reports" / Path(e["file"]).name)) for e in gold["reports"]}
    if place:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(pickle.dumps(found))
    return found


def statements(gold: dict[str, Any], records: dict[str, ReportRecords], name: str) -> list[Statement]:
    """The matched statements of a dossier."""
    actors = Actors(gold["actors"])
    found = []
    for report, ours in records.items():
        known = {actor.id: actor for actor in ours.actors}
        expected = [
            a for a in gold["attributions"]
            if a["report"] == report and "headline" not in (a.get("hard") or "") and a["content"]
        ]  # fmt: skip
        pieces = [
            (span.text, attribution)
            for attribution in ours.attributions
            if attribution.attitude == "speech"
            for span in attribution.content
        ]
        pairs = match([a["content"] for a in expected], [text for text, _ in pieces])
        for index, piece in pairs.items():
            speaker = pieces[piece][1].speaker
            wanted = expected[index]["speaker"]
            right = actors.is_right(known.get(speaker or ""), wanted)
            found.append(Statement(wanted, speaker or "", right, f"{name}/{report}"))
    return found


def measure(found: list[Statement], place: dict[str, int]) -> dict[str, float]:
    """B-cubed of some statements."""
    gold: dict[str, set[int]] = defaultdict(set)
    ours: dict[str, set[int]] = defaultdict(set)
    for number, one in enumerate(found):
        gold[one.gold].add(number)
        ours[str(place[one.ours]) if one.ours else f"none {number}"].add(number)
    counted = b_cubed([frozenset(c) for c in gold.values()], [frozenset(c) for c in ours.values()])
    return {
        "precision": round(counted.right_given / max(1, counted.given), 4),
        "recall": round(counted.right_wanted / max(1, counted.wanted), 4),
        "f1": round(counted.f1, 4),
    }


def in_ledger(folder: Path, gold: dict[str, Any], records: dict[str, ReportRecords]) -> list[tuple[str, ...]]:
    """The groups that a ledger makes to which the reports are added one by one."""
    by_id = {one.report: one for one in records.values()}
    groups: dict[str, list[str]] = defaultdict(list)
    with TemporaryDirectory() as scratch:
        path = Path(scratch) / "talks.db"
        Ledger.create(path, "Talks").close()
        with Ledger.open(path, process=lambda report: by_id[report.id]) as ledger:
            for entry in gold["reports"]:
                ledger.add_report(read_file(folder / "reports" / Path(entry["file"]).name))
        store = store_at(path)
        with store.reading() as connection:
            for one in by_id.values():
                for actor in one.actors:
                    groups[current_id(connection, actor.id) or ""].append(actor.id)
        store.close()
    return [tuple(sorted(ids)) for ids in groups.values()]


def score(folder: Path, errors: list[str], cache: Path | None, *, ledger: bool) -> dict[str, float]:
    """The figures of one dossier."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    records = processed(folder, gold, cache)
    groups = (
        in_ledger(folder, gold, records)
        if ledger
        else actors_from_nothing(
            [one.actors for one in records.values()], [one.attributions for one in records.values()]
        )
    )
    place = {id_: number for number, ids in enumerate(groups) for id_ in ids}
    names = {actor.id: actor.name for one in records.values() for actor in one.actors}
    found = statements(gold, records, folder.name)
    right = [one for one in found if one.right]
    for speaker in sorted({one.gold for one in right}):
        parts: dict[int, list[str]] = defaultdict(list)
        for one in right:
            if one.gold == speaker:
                parts[place[one.ours]].append(f"{one.label} {names[one.ours]}")
        if len(parts) > 1:
            errors.append(f"{folder.name} APART {speaker} {[sorted(set(p)) for p in parts.values()]}")
    for number, ids in enumerate(groups):
        speakers = {one.gold for one in right if place[one.ours] == number}
        if len(speakers) > 1:
            errors.append(f"{folder.name} TOGETHER {sorted(speakers)} {sorted({names[id_] for id_ in ids})}")
    whole, joining = measure(found, place), measure(right, place)
    return {
        "statements": len(found),
        "right": len(right),
        **{f"b3_{key}": value for key, value in whole.items()},
        **{f"b3_right_{key}": value for key, value in joining.items()},
    }


def seeds() -> dict[str, float]:
    """Whether the listed president is one actor in all five reports."""
    shared = Path(os.environ["ONRECORD_SHARED"])
    listed = json.loads((Path(__file__).parent / "seeds.json").read_text(encoding="utf-8"))
    wanted, records = [], []
    for entry in listed["files"]:
        path = shared / "seeds" / entry["file"]
        with path.open(encoding="utf-8", newline="") as file:
            report: Report = read_plain(file.read(), name=path.name)
        ours = process(report)
        records.append(ours)
        names = Counter(s["speaker"] for s in entry["statements"])
        wanted.append((names.most_common(1)[0][0] if names else "", ours))
    groups = actors_from_nothing([one.actors for one in records], [one.attributions for one in records])
    place = {id_: number for number, ids in enumerate(groups) for id_ in ids}
    main = Counter(name for name, _ in wanted).most_common(1)[0][0]
    surname = main.split()[-1][:6]
    found = [
        {place[actor.id] for actor in ours.actors if actor.kind == "person" and surname in actor.name}
        for _, ours in wanted
    ]
    return {
        "reports": len(found),
        "with_him": sum(bool(one) for one in found),
        "actors": len(set().union(*found)),
    }


def speed(count: int) -> dict[str, float]:
    """Seconds to join generated actors: Zipf, namesakes, spellings, surnames alone, bodies with acronyms."""
    made = generated(count)
    start = time.perf_counter()
    groups = actors_from_nothing(made)
    return {"actors": count, "groups": len(groups), "seconds": round(time.perf_counter() - start, 2)}


def generated(count: int, seed: int = 1) -> list[list[Actor]]:
    """Reports' actors, twenty a report, whose people and bodies follow Zipf's law."""
    chance = random.Random(seed)
    syllables = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "il")]
    first = ["".join(chance.sample(syllables, 2)).title() for _ in range(600)]
    last = ["".join(chance.sample(syllables, 3)).title() for _ in range(4000)]
    titles = ["foreign minister", "president", "spokesman", "mayor", "chief negotiator", "leader"]
    lands = ["".join(chance.sample(syllables, 3)).title() + "ia" for _ in range(150)]
    kinds = ("Union", "Council", "League", "Commission", "Association")
    people = [(chance.choice(first), chance.choice(last), chance.choice(titles), chance.choice(lands))
              for _ in range(count // 8)]  # fmt: skip
    bodies = [
        f"{chance.choice(last)} {chance.choice(last)} {chance.choice(kinds)}" for _ in range(count // 20)
    ]

    def rank(size: int) -> int:
        return min(size - 1, int(chance.paretovariate(0.6)) - 1)

    reports: list[list[Actor]] = []
    number = 0
    while number < count:
        actors: list[Actor] = []
        for _ in range(min(20, count - number)):
            number += 1
            id_ = stable_id("actor", str(number))
            if chance.random() < 0.3:
                name = bodies[rank(len(bodies))]
                if chance.random() < 0.2:
                    name = "".join(word[0] for word in name.split())
                actors.append(Actor(id=id_, name=name, kind="organization", aliases=(name,)))
                continue
            given, surname, title, land = people[rank(len(people))]
            if chance.random() < 0.1:
                surname = surname.replace("k", "ck").replace("v", "w")
            name = surname if chance.random() < 0.15 else f"{given} {surname}"
            roles = (Role(title, land),) if chance.random() < 0.5 else ()
            acts_for = (ActingFor(actors[-1].id),) if actors and chance.random() < 0.1 else ()
            actors.append(
                Actor(id=id_, name=name, kind="person", aliases=(name,), roles=roles, acts_for=acts_for)
            )
        reports.append(actors)
    return reports


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path, metavar="DIR")
    parser.add_argument("--ledger", action="store_true", help="add the reports to a ledger, one by one")
    parser.add_argument("--seeds", action="store_true", help="the seed reports in place of dossiers")
    parser.add_argument("--speed", type=int, metavar="COUNT", help="join so many generated actors")
    parser.add_argument("--json", action="store_true", help="figures as JSON on standard output")
    parser.add_argument("--errors", action="store_true", help="who was torn apart or thrown together")
    parser.add_argument("--records", type=Path, metavar="CACHE", help="folder to keep processed records in")
    args = parser.parse_args()
    found: dict[str, dict[str, float]] = {}
    errors: list[str] = []
    for folder in args.folders:
        found[folder.name] = score(folder, errors, args.records, ledger=args.ledger)
    if args.seeds:
        if "ONRECORD_SHARED" not in os.environ:
            print("ONRECORD_SHARED is not set: the seed reports are not here.", file=sys.stderr)
            return 2
        found["seeds"] = seeds()
    if args.speed:
        found["speed"] = speed(args.speed)
    if args.errors:
        print("\n".join(errors), file=sys.stderr)
    if args.json:
        print(json.dumps(found))
    else:
        for name, numbers in found.items():
            print(name, " ".join(f"{key} {value}" for key, value in numbers.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
