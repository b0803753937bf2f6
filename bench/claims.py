"""Positions and conditions on dossiers with gold.

    python bench/claims.py DIR... [--gold-attributions] [--errors] [--causes] [--signs FILE] [--json]

Works from our own attributions and actors (those of `process`), or, with `--gold-attributions`, from the
gold ones, so that what is measured is the reading of claims alone.

The rule is that of the dossiers' README: a position or condition matches when its evidence overlaps by half
of the shorter one, the holders agree (a person and whom the person acts for count as the same), polarity
agrees, and some label or alias of the two issues have a word F1 of at least 0.5 (stemmed, small words left
out). Positions whose evidence overlaps a condition of the same holder are left out on both sides; the repeats
listed in `also_in`, and reports that are copies, count neither way. Dates, via, act and relation are scored
on the matched ones. Where a file states no date, the report is given the gold's date of publication, as a
person who adds it would give it.
"""

import argparse
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from dossiers import read_file
from matching import FOLDED, Sides, date_agrees, labels_match, overlaps, place_of
from onrecord.interpret import Claims, interpret
from onrecord.language import analyse
from onrecord.model import ActingFor, Actor, Attribution, DateInterval, Mention, Report, Span, stable_id
from onrecord.model.claims import Condition, Position
from onrecord.pipeline import process
from onrecord.text.tokens import read_out
from onrecord.text.words import word_set

_PRONOUNS = word_set("i we he she it they his her its their our my us them him who")


@dataclass(frozen=True)
class Reading:
    """A report with what was found in it, and its gold."""

    report: Report
    actors: dict[str, Actor]
    claims: Claims
    attributions: list[Attribution]


def from_gold(
    report: Report, entry: dict[str, Any], gold: dict[str, Any]
) -> tuple[list[Attribution], list[Actor], list[Mention]]:
    """Attributions, actors and mentions as the gold has them."""
    actors = [
        Actor(
            id=a["id"],
            name=a["name"],
            kind="unnamed" if a["kind"] == "anonymous" else a["kind"],
            aliases=tuple(a["aliases"]),
        )
        for a in gold["actors"]
    ]
    actors = [
        Actor(
            id=a.id,
            name=a.name,
            kind=a.kind,
            aliases=a.aliases,
            acts_for=(ActingFor(e["acts_for"]),) if e.get("acts_for") else (),
        )
        for a, e in zip(actors, gold["actors"], strict=True)
    ]
    mentions: dict[tuple[int, int], str] = {}
    shared = Counter(alias for a in actors for alias in {a.name, *a.aliases})
    folded = report.text.translate(FOLDED)
    for actor in actors:
        for alias in sorted({actor.name, *actor.aliases}, key=len, reverse=True):
            if alias.lower().split()[0] in _PRONOUNS or shared[alias] > 1:
                continue
            for match in re.finditer(rf"(?<!\w){re.escape(alias.translate(FOLDED))}(?!\w)", folded):
                mentions.setdefault(match.span(), actor.id)
    attributions = []
    for number, item in enumerate(a for a in gold["attributions"] if a["report"] == entry["id"]):
        place = place_of(report.text, item["content"]) if item["content"] else None
        if place is None:
            continue
        spans: dict[str, tuple[Span, ...]] = {"cue": (), "source": ()}
        for role in spans:
            words = item[f"{role}_text"]
            if not words:
                continue
            found = [m.span() for m in re.finditer(re.escape(words.translate(FOLDED)), folded)]
            found.sort(key=lambda p: min(abs(p[0] - place[1]), abs(p[1] - place[0])))
            if found and min(abs(found[0][0] - place[1]), abs(found[0][1] - place[0])) < 300:
                spans[role] = (Span.of(report.text, *found[0]),)
                if role == "source" and words.lower() not in {"his", "her"}:
                    mentions[found[0]] = item["speaker"]
        said = date.fromisoformat(item["said_on"]) if item["said_on"] else None
        attributions.append(
            Attribution(
                id=stable_id("attribution", report.id, str(number)),
                report=report.id,
                kind=item["kind"],
                attitude="speech",
                content=(Span.of(report.text, *place),),
                speaker=item["speaker"],
                reported_by=item["reported_by"],
                said_on=DateInterval.on(said) if said else DateInterval(),
                **spans,
            )
        )
    return (
        attributions,
        actors,
        [Mention(Span.of(report.text, *at), actor, 1.0) for at, actor in mentions.items()],
    )


def read_report(
    folder: Path,
    entry: dict[str, Any],
    gold: dict[str, Any],
    *,
    gold_attributions: bool,
    least: float | None = None,
) -> Reading:
    report = read_file(folder / "reports" / Path(entry["file"]).name)
    if entry["published"] and report.published.day is None:
        # What a person who adds an undated report would give.
        report = replace(report, published=DateInterval.on(date.fromisoformat(entry["published"])))
    if gold_attributions:
        attributions, actors, mentions = from_gold(report, entry, gold)
    else:
        records = process(report)
        attributions, actors, mentions = (
            list(records.attributions),
            list(records.actors),
            list(records.mentions),
        )
    doc = read_out(analyse(report.text, report.blocks))
    return Reading(
        report,
        {actor.id: actor for actor in actors},
        interpret(report, doc, attributions, actors, mentions, least),
        attributions,
    )


class Scorer:
    """Scores one dossier."""

    def __init__(
        self, folder: Path, errors: list[str], *, gold_attributions: bool, least: float | None = None
    ) -> None:
        self.least = least
        self.folder, self.errors = folder, errors
        self.gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
        self.labels = {i["id"]: [i["label"], *i["aliases"]] for i in self.gold["issues"]}
        self.sides = Sides(self.gold["actors"])
        self.own = not gold_attributions
        self.counts: Counter[str] = Counter()
        self.causes: Counter[str] = Counter()
        self.rows: list[dict[str, Any]] = []

    def run(self) -> Counter[str]:
        """Score every report that is no copy."""
        for entry in self.gold["reports"]:
            if entry["syndicated_from"]:
                continue
            self.score(entry, self._read(entry))
        return self.counts

    def _read(self, entry: dict[str, Any]) -> Reading:
        return read_report(self.folder, entry, self.gold, gold_attributions=not self.own, least=self.least)

    def score(self, entry: dict[str, Any], reading: Reading) -> None:
        """Score one report."""
        text = reading.report.text
        issues = {issue.id: [issue.label, *issue.aliases] for issue in reading.claims.issues}
        gold = {
            kind: [g for g in self.gold[kind] if g["report"] == entry["id"]]
            for kind in ("positions", "conditions")
        }
        places = {id(g): place_of(text, g["evidence"]) for kind in gold.values() for g in kind}
        repeats = [
            place
            for kind in ("positions", "conditions")
            for g in self.gold[kind]
            for other in g.get("also_in") or ()
            if other["report"] == entry["id"] and (place := place_of(text, other["evidence"]))
        ]
        our_conditions = [
            (c, self._place(c))
            for c in reading.claims.conditions
            if not any(overlaps(self._place(c), r) for r in repeats)
        ]
        gold_conditions = [(g, places[id(g)]) for g in gold["conditions"]]
        self._match("condition", entry, reading, our_conditions, gold_conditions, issues)
        all_ours = [(c, self._place(c)) for c in reading.claims.conditions]

        def beside(place: tuple[int, int] | None, agrees: Any) -> bool:
            return place is not None and any(
                p and overlaps(place, p) and agrees(c) for c, p in (*all_ours, *gold_conditions)
            )

        our_positions = []
        for position in reading.claims.positions:
            place = self._place(position)
            if any(overlaps(place, r) for r in repeats) or beside(
                place, lambda c, p=position: self._same_holder(p, c, reading)
            ):
                continue
            our_positions.append((position, place))
        gold_positions = [
            (g, places[id(g)]) for g in gold["positions"]
            if not beside(places[id(g)], lambda c, g=g: self._same_holder(g, c, reading))
        ]  # fmt: skip
        self._match("position", entry, reading, our_positions, gold_positions, issues)

    def _place(self, record: Position | Condition) -> tuple[int, int]:
        return record.evidence[0].start, record.evidence[-1].end

    def _same_holder(self, one: Any, other: Any, reading: Reading) -> bool:
        first = one["holder"] if isinstance(one, dict) else one.holder
        second = other["holder"] if isinstance(other, dict) else other.holder
        if isinstance(one, dict) and isinstance(other, dict):
            return first in self.sides.side(second)
        if isinstance(one, dict):
            return self.sides.agree(second, first, reading.actors)
        if isinstance(other, dict):
            return self.sides.agree(first, second, reading.actors)
        return bool(first == second)

    def _match(
        self,
        kind: str,
        entry: dict[str, Any],
        reading: Reading,
        ours: list[Any],
        gold: list[Any],
        issues: dict[str, list[str]],
    ) -> None:
        used: set[int] = set()
        matched: set[int] = set()
        for number, (wanted, place) in enumerate(gold):
            for index, (found, where) in enumerate(ours):
                if index in used or place is None or not overlaps(where, place):
                    continue
                if not self.sides.agree(
                    found.holder, wanted["holder"], reading.actors
                ) or not self._issues_match(kind, found, wanted, issues):
                    continue
                used.add(index)
                matched.add(number)
                self._details(kind, found, wanted, reading)
                break
        self.counts.update(
            {f"{kind}_gold": len(gold), f"{kind}_ours": len(ours), f"{kind}_matched": len(matched)}
        )
        name = f"{self.folder.name}/{entry['id']} {kind}"
        patterns = dict(reading.claims.patterns)
        for number, (wanted, place) in enumerate(gold):
            if number not in matched:
                cause = self._cause(kind, wanted, place, ours, reading, issues)
                self.causes[f"{kind}: {cause}"] += 1
                self.errors.append(f"{name} MISSED ({cause}) {self._told(wanted)} | {wanted['evidence']}")
        signs = dict(reading.claims.signs)
        self.rows += [
            {"group": name, "right": index in used, "signs": signs[found.id]}
            for index, (found, _) in enumerate(ours)
            if found.id in signs
        ]
        for index, (found, _) in enumerate(ours):
            mark = "FOUND" if index in used else "EXTRA"
            self.errors.append(
                f"{name} {mark} {self._shown(found, reading, issues)} [{patterns.get(found.id)}]"
                f" | {found.evidence[0].text}"
            )

    def _cause(
        self,
        kind: str,
        wanted: dict[str, Any],
        place: tuple[int, int] | None,
        ours: list[Any],
        reading: Reading,
        issues: dict[str, list[str]],
    ) -> str:
        """Why a gold record is missed: what the nearest of ours has wrong, else where its words stand."""
        if place is None:
            return "its words are not in the text"
        near = [found for found, where in ours if overlaps(where, place)]
        held = [f for f in near if self.sides.agree(f.holder, wanted["holder"], reading.actors)]
        if kind == "position" and held:
            same = [f for f in held if labels_match(issues[f.issue], self.labels[wanted["issue"]])]
            return "polarity differs" if same else "issue differs"
        if near:
            return "issue differs" if held else "holder differs"
        said = any(
            overlaps((span.start, span.end), place) for a in reading.attributions for span in a.content
        )
        return "in an attribution, no act recognised" if said else "in narration, no act recognised"

    def _issues_match(
        self, kind: str, found: Any, wanted: dict[str, Any], issues: dict[str, list[str]]
    ) -> bool:
        if kind == "position":
            return found.polarity == wanted["polarity"] and labels_match(
                issues[found.issue], self.labels[wanted["issue"]]
            )
        return labels_match(issues[found.step], self.labels[wanted["step"]]) and labels_match(
            issues[found.requirement], self.labels[wanted["requirement"]]
        )

    def _details(self, kind: str, found: Any, wanted: dict[str, Any], reading: Reading) -> None:
        self.counts[f"{kind}_date"] += date_agrees(found.date, wanted["date"])
        self.counts[f"{kind}_via"] += self.sides.agree(found.via, wanted.get("via"), reading.actors)
        if kind == "position":
            self.counts["position_act"] += found.act == wanted["act"]
        else:
            self.counts["condition_relation"] += found.relation == wanted["relation"]

    def _told(self, wanted: dict[str, Any]) -> str:
        if "issue" in wanted:
            return (
                f"{wanted['holder']} {wanted['act']} {wanted['polarity']} <{self.labels[wanted['issue']][0]}>"
            )
        step, requirement = self.labels[wanted["step"]][0], self.labels[wanted["requirement"]][0]
        return f"{wanted['holder']} {wanted['relation']} <{step}> needs <{requirement}>"

    def _shown(self, found: Any, reading: Reading, issues: dict[str, list[str]]) -> str:
        holder = reading.actors[found.holder].name if found.holder in reading.actors else found.holder
        via = f" via {reading.actors[found.via].name}" if found.via in reading.actors else ""
        if isinstance(found, Position):
            return f"{holder} {found.act} {found.polarity} <{issues[found.issue][0]}>{via}"
        return (
            f"{holder} {found.relation} <{issues[found.step][0]}> needs <{issues[found.requirement][0]}>{via}"
        )


def figures(counts: Counter[str]) -> dict[str, float]:
    found: dict[str, float] = {}
    for kind in ("position", "condition"):
        hit = counts[f"{kind}_matched"]
        precision, recall = hit / max(1, counts[f"{kind}_ours"]), hit / max(1, counts[f"{kind}_gold"])
        found[f"{kind}_precision"] = round(100 * precision, 1)
        found[f"{kind}_recall"] = round(100 * recall, 1)
        found[f"{kind}_f1"] = round(200 * precision * recall / max(1e-9, precision + recall), 1)
        for detail in ("date", "via", "act" if kind == "position" else "relation"):
            found[f"{kind}_{detail}"] = round(100 * counts[f"{kind}_{detail}"] / max(1, hit), 1)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path, metavar="DIR")
    parser.add_argument(
        "--gold-attributions", action="store_true", help="read claims from the gold attributions and actors"
    )
    parser.add_argument("--json", action="store_true", help="figures as JSON on standard output")
    parser.add_argument("--errors", action="store_true", help="what was found, missed and made up")
    parser.add_argument("--causes", action="store_true", help="why what is missed is missed, counted")
    parser.add_argument(
        "--signs", type=Path, help="a file for the signs of each position, however sure, and if it agrees"
    )
    args = parser.parse_args()
    rows: list[dict[str, Any]] = []
    shown: dict[str, dict[str, float]] = {}
    total: Counter[str] = Counter()
    causes: Counter[str] = Counter()
    for folder in args.folders:
        errors: list[str] = []
        least = 0.0 if args.signs else None
        scorer = Scorer(folder, errors, gold_attributions=args.gold_attributions, least=least)
        counts = scorer.run()
        total += counts
        causes += scorer.causes
        rows += scorer.rows
        shown[folder.name] = figures(counts)
        if args.errors:
            print("\n".join(errors), file=sys.stderr)
    if len(args.folders) > 1:
        shown["all"] = figures(total)
    if args.signs:
        args.signs.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    if args.causes:
        for cause, count in causes.most_common():
            print(f"{cause:<60} {count:>3}", file=sys.stderr)
    if args.json:
        print(json.dumps(shown))
    else:
        for name, numbers in shown.items():
            print(name, " ".join(f"{key} {value}" for key, value in numbers.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
