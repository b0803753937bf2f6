"""Reports that nobody wrote, with what the language pass would find in them: for the benches of size.

Speakers, parties and issues by Zipf's law; namesakes; names in several spellings and cut to surnames; offices
that change hands; statements that several reports carry in words of their own; stands that last and now and
then turn; a fifth of the reports copied from others, some from copies. All names and words are made up of
syllables. A report is a function of its number and of the size of the world, so that any can be made alone,
and the same twice.
"""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from onrecord.model import (
    ActingFor,
    Actor,
    Attribution,
    Block,
    Condition,
    DateInterval,
    Event,
    Issue,
    Mention,
    Position,
    Report,
    ReportRecords,
    Role,
    Span,
    stable_id,
)

FIRST_DAY, DAYS = date(2019, 1, 1), 2_000
SYLLABLES = ("ka", "lo", "mi", "ner", "os", "pa", "rin", "sel", "tov", "ur", "ves", "wen", "zo", "bel", "dra")
SMALL = (
    "the", "of", "and", "to", "in", "a", "that", "for", "on", "with", "as", "it", "by", "at", "from", "is",
    "will", "would", "not", "be", "has",
)  # fmt: skip
CUES = ("said", "said", "said", "told reporters", "insisted", "added", "warned", "argued", "announced")
TITLES = ("foreign minister", "spokesman", "envoy", "president", "negotiator", "chairman", "deputy minister")
BODIES = ("Union", "League", "Forum", "Council", "Company", "Movement", "Front", "Chamber")
STEPS = ("signing of the {}", "withdrawal from the {}", "{} talks", "{} deal", "{} treaty", "{} corridor")
NEGOTIATED = 25  # issues of one negotiation: what one waits for is another of them
COPIED = 0.2  # the part of reports that are copies
SHARED = 0.3  # of statements, the part that is one of the day's, told by several reports
STATED, WANTED, BOUND, HAPPENED = (
    1.0,
    0.35,
    0.05,
    0.05,
)  # of statements with a position, a condition, an event


@dataclass(frozen=True, slots=True)
class World:
    """How much there is of everything.

    Attributes:
        reports: how many reports there are going to be.
        statements: how many a report has, about.
    """

    reports: int = 100_000
    statements: int = 10

    @property
    def people(self) -> int:
        """How many people speak."""
        return max(60, self.reports // 5)

    @property
    def parties(self) -> int:
        """How many states and organizations they speak for."""
        return 20 + self.people // 50

    @property
    def issues(self) -> int:
        """How many issues they speak of."""
        return max(30, self.reports // 50)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: narration, or a statement with the places of its parts."""

    text: str
    source: tuple[int, int] = (0, 0)
    cue: tuple[int, int] = (0, 0)
    content: tuple[int, int] = (0, 0)
    speaker: int = -1
    said: date = FIRST_DAY
    claim: str = ""
    issue: int = 0
    other_issue: int = 0

    @property
    def spoken(self) -> bool:
        """Whether it is a statement."""
        return self.speaker >= 0


@dataclass(frozen=True, slots=True)
class Draft:
    """A report before it is laid out."""

    paragraphs: tuple[Paragraph, ...]
    outlet: int
    day: date
    credit: str = ""


def word(number: int, parts: int = 2) -> str:
    """A made-up word, another for nearly each number."""
    pick = random.Random(number)
    return "".join(pick.choice(SYLLABLES) for _ in range(parts))


def zipf(pick: random.Random, most: int) -> int:
    """A number below `most`, the n-th with a chance of one over n."""
    return min(int((most + 1) ** pick.random()) - 1, most - 1)


@lru_cache(maxsize=100_000)
def common(number: int) -> str:
    """A word of the language that the reports are in."""
    return SMALL[number] if number < len(SMALL) else word(number + 1_000_000, 2 if number < 400 else 3)


@lru_cache(maxsize=100_000)
def person(world: World, number: int) -> tuple[str, str]:
    """A speaker's given name and surname; every fiftieth has a namesake."""
    pick = random.Random(number - number % 50 if number % 50 == 49 else number)
    given = word(2_000_000 + pick.randrange(300))
    surname = word(3_000_000 + pick.randrange(max(50, world.people // 3)), 3)
    return given.capitalize(), surname.capitalize()


@lru_cache(maxsize=100_000)
def party(number: int) -> tuple[str, str]:
    """A party's name and kind."""
    name = word(4_000_000 + number, 3).capitalize()
    return (name, "state") if number % 3 == 0 else (f"{name} {BODIES[number % len(BODIES)]}", "organization")


@lru_cache(maxsize=100_000)
def party_of(world: World, number: int) -> int:
    """Whom a person speaks for; -1 for those who speak for themselves."""
    pick = random.Random(f"party {number}")
    return -1 if pick.random() < 0.25 else zipf(pick, world.parties)


def office(number: int, day: date) -> str:
    """A person's title on a day."""
    return TITLES[(number + (day - FIRST_DAY).days // 700) % len(TITLES)]


@lru_cache(maxsize=100_000)
def label(number: int) -> str:
    """What an issue is called by most."""
    pick = random.Random(f"issue {number}")
    name = common(len(SMALL) + zipf(pick, 150))
    if pick.random() < 0.8:
        name = f"{common(300 + pick.randrange(1_500))} {name}"
    return STEPS[pick.randrange(len(STEPS))].format(name) if pick.random() < 0.6 else name


def spelt(name: str, pick: random.Random) -> str:
    """A name as one outlet or another writes it."""
    if pick.random() < 0.9:
        return name
    return name.replace("ks", "x").replace("w", "v") if pick.random() < 0.5 else name.replace("y", "i")


def sentence(pick: random.Random, words: int) -> str:
    """Words in a row, common ones most often."""
    return " ".join(common(zipf(pick, 3_000)) for _ in range(words))


@lru_cache(maxsize=20_000)
def told(world: World, day: date, place: int) -> tuple[int, str, str, int, int]:
    """One of a day's statements that several reports tell: speaker, words, claim and issues."""
    pick = random.Random(f"told {world.reports} {day} {place}")
    who, words, what = zipf(pick, world.people), sentence(pick, pick.randint(9, 22)), claim(pick)
    issue = zipf(pick, world.issues)
    return who, words, what, issue, beside(world, pick, issue)


def beside(world: World, pick: random.Random, issue: int) -> int:
    """An issue of the same negotiation, which issues far apart by number are: each has popular ones."""
    most = max(1, world.issues // NEGOTIATED)
    first = issue % most
    return first + most * zipf(pick, (world.issues - 1 - first) // most + 1)


def claim(pick: random.Random) -> str:
    """What a statement amounts to beside being one."""
    at = pick.random()
    for part, name in ((WANTED, "position"), (BOUND, "condition"), (HAPPENED, "event")):
        if at < part:
            return name
        at -= part
    return ""


def statement(world: World, pick: random.Random, day: date) -> Paragraph:
    """One statement on a day or shortly before."""
    said = day - timedelta(days=int(pick.expovariate(2.0)))
    if pick.random() < SHARED:
        who, words, what, issue, other = told(world, said, zipf(pick, max(5, world.reports // DAYS)))
        every = words.split()
        if pick.random() < 0.4:
            every[pick.randrange(len(every))] = common(zipf(pick, 3_000))
        if pick.random() < 0.3:
            every = every[: max(7, len(every) - 4)]
        words = " ".join(every)
    else:
        who, words, what = zipf(pick, world.people), sentence(pick, pick.randint(7, 24)), claim(pick)
        issue = zipf(pick, world.issues)
        other = beside(world, pick, issue)
    given, surname = person(world, who)
    name = spelt(f"{given} {surname}", pick)
    cue = pick.choice(CUES)
    if pick.random() < 0.5:
        content = (1, 1 + len(words))
        start = content[1] + 3
        text = f"“{words},” {name} {cue}."
        source = (start, start + len(name))
        place = (source[1] + 1, source[1] + 1 + len(cue))
    else:
        text = f"{name} {cue} {words}."
        source, place = (0, len(name)), (len(name) + 1, len(name) + 1 + len(cue))
        content = (place[1] + 1, place[1] + 1 + len(words))
    return Paragraph(text, source, place, content, who, said, what, issue, other)


@lru_cache(maxsize=5_000)
def draft(world: World, number: int) -> Draft:
    """A report's paragraphs, its outlet and its day."""
    pick = random.Random(f"report {world.reports} {number}")
    day = FIRST_DAY + timedelta(days=number * DAYS // world.reports)
    outlet = zipf(pick, 60)
    if number and pick.random() < COPIED:
        # Every second copy is of the latest wire story, the others of any report shortly before.
        wire = (number - 1) // 40 * 40
        origin = wire if pick.random() < 0.5 else max(0, number - 1 - zipf(pick, 300))
        return copied(draft(world, origin), pick, outlet, day)
    count = max(3, round(pick.gauss(world.statements / (1 - COPIED * 0.2), 3)))
    paragraphs: list[Paragraph] = []
    for _ in range(count):
        paragraphs.append(statement(world, pick, day))
        if pick.random() < 0.4:
            paragraphs.append(Paragraph(f"{sentence(pick, pick.randint(15, 40)).capitalize()}."))
    return Draft(tuple(paragraphs), outlet, day)


def copied(origin: Draft, pick: random.Random, outlet: int, day: date) -> Draft:
    """Another outlet's version of a report: cut short, lightly rewritten, or as it was."""
    paragraphs = list(origin.paragraphs)
    if pick.random() < 0.5:
        paragraphs = paragraphs[: max(4, int(len(paragraphs) * pick.uniform(0.5, 0.95)))]
    if pick.random() < 0.4:
        for place, one in enumerate(paragraphs):
            if not one.spoken and pick.random() < 0.5:
                words = one.text.split()
                words[pick.randrange(len(words))] = common(zipf(pick, 3_000))
                paragraphs[place] = replace(one, text=" ".join(words))
    if pick.random() < 0.3:
        paragraphs.append(Paragraph(f"{sentence(pick, 30).capitalize()}."))
    credit = outlet_name(origin.outlet) if pick.random() < 0.3 else ""
    return Draft(tuple(paragraphs), outlet, max(day, origin.day), credit)


def outlet_name(number: int) -> str:
    """Who publishes."""
    return f"The {word(5_000_000 + number, 3).capitalize()} Post"


def made(world: World, number: int) -> Report:
    """A report."""
    one = draft(world, number)
    blocks, start = [], 0
    for paragraph in one.paragraphs:
        blocks.append(Block(start, start + len(paragraph.text)))
        start += len(paragraph.text) + 2
    pick = random.Random(f"title {world.reports} {number}")
    return Report(
        text="\n\n".join(paragraph.text for paragraph in one.paragraphs),
        blocks=tuple(blocks),
        outlet=outlet_name(one.outlet),
        title=sentence(pick, 7).capitalize(),
        credit=one.credit,
        url=f"https://made.example/{number}",
        published=DateInterval.on(one.day),
        path=f"{number}/{world.reports}/{world.statements}",
    )


def stand(world: World, holder: int, issue: int, day: date) -> str:
    """A party's polarity on an issue: it lasts some months, and turns seldom."""
    polarity = random.Random(f"stand {holder} {issue}").choice(("for", "against"))
    for period in range((day - FIRST_DAY).days // 150):
        if random.Random(f"turn {holder} {issue} {period}").random() < 0.07:
            polarity = "against" if polarity == "for" else "for"
    return polarity


class Records:
    """What the language pass would find in one report, put together."""

    def __init__(self, report: Report) -> None:
        number, reports, statements = (int(part) for part in report.path.split("/"))
        self.report, self.id = report, report.id
        self.world = World(reports, statements)
        self.draft = draft(self.world, number)
        self.pick = random.Random(f"records {reports} {number}")
        self.actors: dict[str, Actor] = {}
        self.issues: dict[str, Issue] = {}
        self.claims: dict[str, list[Any]] = {"position": [], "condition": [], "event": []}

    def found(self) -> ReportRecords:
        """All of it."""
        attributions, mentions = [], []
        for place, (block, one) in enumerate(zip(self.report.blocks, self.draft.paragraphs, strict=True)):
            if not one.spoken:
                continue
            source, cue, content = (
                Span.of(self.report.text, block.start + first, block.start + last)
                for first, last in (one.source, one.cue, one.content)
            )
            speaker = self.actor(one.speaker, source.text)
            mentions.append(Mention(source, speaker, 0.9))
            attributions.append(
                Attribution(
                    id=stable_id("attribution", self.id, content.text, str(place)),
                    report=self.id,
                    kind="direct" if one.content[0] == 1 else "indirect",
                    attitude="speech",
                    content=(content,),
                    cue=(cue,),
                    source=(source,),
                    speaker=speaker,
                    said_on=DateInterval.on(one.said, "inferred"),
                    confidence=0.9,
                )
            )
            if one.claim:
                self.claim(one, speaker, content, attributions[-1].id)
        return ReportRecords(
            report=self.id,
            model="made",
            actors=tuple(self.actors.values()),
            mentions=tuple(mentions),
            attributions=tuple(attributions),
            issues=tuple(self.issues.values()),
            positions=tuple(self.claims["position"]),
            conditions=tuple(self.claims["condition"]),
            events=tuple(self.claims["event"]),
        )

    def actor(self, number: int, name: str) -> str:
        """A speaker as the report has it, with whom it speaks for; the later one of its name by surname."""
        home = party_of(self.world, number)
        whose = self.party(home) if home >= 0 else ""
        if self.pick.random() < 0.1:
            name = name.split()[-1]
        id_ = stable_id("actor", self.id, str(number))
        known = self.actors.get(id_)
        names = {name, *(known.aliases if known else ())}
        title = office(number, self.report.published.earliest or FIRST_DAY)
        self.actors[id_] = Actor(
            id=id_,
            name=max(names, key=lambda one: (len(one), one)),
            kind="person",
            aliases=tuple(sorted(names)),
            roles=(Role(title, party(home)[0]),) if whose and number % 4 else (),
            acts_for=(ActingFor(whose),) if whose else (),
            confidence=0.9,
        )
        return id_

    def party(self, number: int) -> str:
        """A party as the report has it."""
        name, kind = party(number)
        id_ = stable_id("actor", self.id, name)
        self.actors[id_] = Actor(id=id_, name=name, kind=kind, aliases=(name,))  # type: ignore[arg-type]
        return id_

    def issue(self, number: int) -> str:
        """An issue as the report has it."""
        name = label(number)
        if self.pick.random() < 0.04:
            name = f"no {name}"
        elif self.pick.random() < 0.1:
            name = f"{self.pick.choice(('full', 'new', 'early', 'proposed'))} {name}"
        id_ = stable_id("issue", self.id, name)
        self.issues[id_] = Issue(id=id_, label=name, aliases=(name,))
        return id_

    def claim(self, one: Paragraph, speaker: str, words: Span, attribution: str) -> None:
        """A position, a condition or an event."""
        issue = self.issue(one.issue)
        shared: dict[str, Any] = {
            "report": self.id,
            "date": DateInterval.on(one.said, "inferred"),
            "evidence": (words,),
            "attribution": attribution,
            "confidence": 0.8,
        }
        id_ = stable_id(one.claim, self.id, attribution)
        if one.claim == "event":
            status = self.pick.choice(("done", "done", "agreed", "begun", "failed", "postponed"))
            event = Event(id=id_, issue=issue, status=status, via=speaker, **shared)
            self.claims["event"].append(event)
            return
        if one.claim == "condition":
            requirement = self.issue(one.other_issue)
            if requirement != issue:
                self.claims["condition"].append(
                    Condition(
                        id=id_,
                        holder=speaker,
                        relation="requires",
                        step=issue,
                        requirement=requirement,
                        **shared,
                    )
                )
            return
        home = party_of(self.world, one.speaker)
        polarity = stand(self.world, home if home >= 0 else -1 - one.speaker, one.issue, one.said)
        if self.issues[issue].label.startswith("no "):
            polarity = "against" if polarity == "for" else "for"
        at = self.pick.random()
        if at < 0.04:
            act = "allege" if polarity == "for" else "deny"
        elif at < 0.08:
            act, polarity = "support", "open"
        else:
            act = self.pick.choice(
                ("demand", "support", "offer") if polarity == "for" else ("reject", "oppose")
            )
        self.claims["position"].append(
            Position(id=id_, holder=speaker, act=act, polarity=polarity, issue=issue, **shared)  # type: ignore[arg-type]
        )


def process(report: Report) -> ReportRecords:
    """The records of a report that `made` made."""
    return Records(report).found()
