"""What may be asked of each list, as it stands in the address: so that a view can be sent to a colleague."""

from datetime import date
from typing import Annotated, Any, Literal, TypeVar

from fastapi import Query as Parameters
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from onrecord.model import Act, ActorKind, AttributionKind, ChangeKind, ConflictKind, Reading
from onrecord.reason.question import Order


def _none_if_empty(value: Any) -> Any:
    """A field of a form that was left empty asks nothing."""
    return None if isinstance(value, str) and not value.strip() else value


Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)]
Day = Annotated[date | None, BeforeValidator(_none_if_empty)]
Limit = Annotated[int, Field(ge=1, le=200)]
Place = Annotated[str, StringConstraints(max_length=200)]


class Query(BaseModel):
    """Anything that is asked."""

    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True)

    def asked(self, **changed: Any) -> dict[str, str | list[str]]:
        """What differs from the usual, as parameters of an address.

        Args:
            changed: parameters to put in another's place; None to leave one out.
        """
        told = {**self.model_dump(mode="json", exclude_defaults=True), **changed}
        return {
            name: [str(one) for one in value] if isinstance(value, list) else str(value)
            for name, value in told.items()
            if value not in (None, "", [])
        }


class Listed(Query):
    """A list that is given in stretches."""

    limit: Limit = 50
    """How many at most."""
    after: Place = ""
    """`next` of the page before."""


class Nothing(Query):
    """Nothing more than the page."""


class AboutReports(Listed):
    """Which reports."""

    outlet: Words = ""
    """Words of the outlet's name."""
    since: Day = None
    """Published on this day or later, or possibly so."""
    until: Day = None
    """Published on this day or earlier, likewise."""
    search: Words = ""
    """Words of the text."""


class AboutActors(Listed):
    """Which actors."""

    search: Words = ""
    """Words of a name or alias."""
    kind: Annotated[ActorKind | None, BeforeValidator(_none_if_empty)] = None
    """One kind alone."""


class OfActor(Listed):
    """Which statements of an actor."""

    limit: Limit = 20
    """How many at most."""


class AboutStatements(Listed):
    """Which statements."""

    search: Words = ""
    """Words of the statement; those in double quotes stand together."""
    speaker: Words = ""
    """A name, an alias, or an actor's id."""
    outlet: Words = ""
    """Words of the outlet's name."""
    since: Day = None
    """Said on this day or later, or possibly so."""
    until: Day = None
    """Said on this day or earlier, likewise."""
    kind: Annotated[AttributionKind | None, BeforeValidator(_none_if_empty)] = None
    """`direct`, `indirect` or `mixed`."""
    issue: Words = ""
    """Words of the label of an issue that is spoken of, or its id."""
    act: Annotated[Act | None, BeforeValidator(_none_if_empty)] = None
    """What is done in it, such as `demand`."""


class OfReport(Query):
    """How a report is shown."""

    text: Annotated[str, StringConstraints(pattern="^(read|raw|trimmed)?$")] = ""
    """`raw`: what was read, before cleaning; `trimmed`: what cleaning took out; else the text as read."""


class OfOutlet(Listed):
    """Which outlet."""

    name: Words = ""
    """The outlet's name."""


ReviewKind = Literal["first", "actor", "issue", "claim", "single", "speaker", "outlet", "date"]


class AboutDoubts(Listed):
    """What waits for a person's judgement."""

    kind: Annotated[ReviewKind | None, BeforeValidator(_none_if_empty)] = None
    """`first`: the most valuable first, of all of these: `actor` and `issue` (whether two are one), `claim`
    and `single` (whether the words say it), `speaker`; or one of them, or `outlet` or `date` of reports.
    `first`, or else the first that anything waits for, unless given."""
    limit: Annotated[int, Field(ge=1, le=50)] = 5
    """How many at most."""


class AboutJudgements(Query):
    """Which judgements."""

    open: bool = False
    """Only those that hold."""


class AboutPositions(Listed):
    """Which part of the matrix."""

    as_of: Day = None
    """As it stood at the end of this day."""
    issue: Words = ""
    """Words of an issue's label, or its id."""
    holders: Annotated[int, Field(ge=1, le=50)] = 10
    """How many holders at most, those who speak of most issues first."""
    limit: Limit = 50
    """How many issues to look at; those on which nobody has a position are left out."""


class AboutHistory(Listed):
    """Whose history, on what."""

    holder: Words = ""
    """An actor's id, or words of a name."""
    issue: Words = ""
    """An issue's id, or words of a label."""
    as_of: Day = None
    """As it stood at the end of this day."""


class AboutTimeline(Query):
    """Which part of the timeline."""

    issue: Words = ""
    """An issue's id, or words of a label."""
    holder: Words = ""
    """An actor's id, or words of a name."""
    lanes: Annotated[int, Field(ge=1, le=40)] = 12
    """How many holders at most."""
    limit: Annotated[int, Field(ge=1, le=100)] = 40
    """How many issues at most, those with most claims first."""
    words: Annotated[int, Field(ge=1, le=20)] = 10
    """How many positions of each holder on each issue at most, the last ones."""


class AboutConditions(Listed):
    """Which conditions."""

    goal: Words = ""
    """The step that is held back: words of a label, or an issue's id."""
    holder: Words = ""
    """Whose condition: words of a name, or an actor's id."""
    as_of: Day = None
    """As it stood at the end of this day."""
    limit: Limit = 100
    """How many at most."""


class AboutIssues(Listed):
    """Which issues."""

    search: Words = ""
    """Words of a label."""


class OfIssue(Listed):
    """How much of an issue."""


class AboutGoal(Query):
    """Which goal, and how it is read."""

    goal: Words = ""
    """A step: words of its label, or its id."""
    as_of: Day = None
    """The last day that counts."""
    reading: Reading = "lenient"
    """`lenient`: silence doesn't hold a step back; `strict`: a step needs somebody to want or offer it."""
    hypothetical: bool = False
    """Whether what was put as a possibility counts."""
    most: Annotated[int, Field(ge=1, le=100)] = 10
    """How many deadlocks, or ways to the goal, to show at most."""


class AboutUnlocking(AboutGoal):
    """Which goal, and what makes a way to it short."""

    by: Order = "claims"
    """`claims`, `actors` or `firmness`."""


class AboutWhatIf(AboutGoal):
    """Which goal, and what would be otherwise."""

    drop: Annotated[list[Place], Field(max_length=20)] = []
    """Ids of claims that are given up."""
    add: Words = ""
    """What somebody would do, such as "Keld accepts the trial"."""


class AboutBriefing(Query):
    """Which issues, as of when."""

    issue: Annotated[list[Place], Field(max_length=30)] = []
    """Ids of issues; the few with most claims unless given."""
    as_of: Day = None
    """As it stood at the end of this day."""


class AboutUtterances(Listed):
    """Which acts of speaking."""

    search: Words = ""
    """Words of one of its statements."""
    speaker: Words = ""
    """A name, an alias, or an actor's id."""
    since: Day = None
    """On this day or later, or possibly so."""
    until: Day = None
    """On this day or earlier, likewise."""
    several: bool = False
    """Only those that more than one report carries."""


class AboutChanges(Listed):
    """Which changes."""

    holder: Words = ""
    """Words of a name, or an actor's id."""
    issue: Words = ""
    """Words of a label, or an issue's id."""
    kind: Annotated[ChangeKind | None, BeforeValidator(_none_if_empty)] = None
    """`reversed`, `softened`, `hardened` or `withdrawn`."""
    since: Day = None
    """On this day or later, or possibly so."""


class AboutConflicts(Listed):
    """Which conflicts."""

    issue: Words = ""
    """Words of a label, or an issue's id."""
    kind: Annotated[ConflictKind | None, BeforeValidator(_none_if_empty)] = None
    """`opposed`, `denial` or `conflicting_reports`."""
    since: Day = None
    """The later of the two on this day or later, or possibly so."""


class AboutCorrections(Query):
    """Which corrections."""

    outlet: Words = ""
    """The outlet's whole name."""
    of: Place = ""
    """Id of a record or report: only what corrects it, or stands in it."""


Kind = TypeVar("Kind", bound=Query)
Asks = Annotated[Kind, Parameters()]
