"""One report's records as people decided them: a pure function of what was derived and of the judgements.

What is rejected goes, with all that rests on it, so that no question meets it; what is confirmed, dated or
given another speaker is changed before anything is joined across reports. So a ledger that a judgement came
to late and one that had it from the start are the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from onrecord.consolidation.anchoring import Places, made_actor
from onrecord.consolidation.coded import with_coded
from onrecord.model import (
    Actor,
    Attribution,
    Condition,
    DateInterval,
    Event,
    Judgement,
    Position,
    ReportRecords,
)
from onrecord.model.judgements import SPEAKER
from onrecord.store.judgements import interval_from_json

NOTHING: Mapping[str, str] = {}
SURE = 1.0  # what a person confirmed is as sure as anything gets

Claim = Position | Condition | Event


@dataclass(frozen=True, slots=True)
class Applied:
    """What a report comes to under judgements.

    Attributes:
        records: its records as judged.
        profiles: for those of its actors that a person told apart, or joined, the profile they go by.
        holds: the judgements that hold on to something of it: id, the anchor's place, the record's id.
    """

    records: ReportRecords
    profiles: Mapping[str, str] = field(default_factory=dict)
    holds: tuple[tuple[str, int, str], ...] = ()


@dataclass(slots=True)
class _Decided:
    """What was decided of one record, the last word of each kind."""

    rejected: bool = False
    confirmed: bool = False
    date: DateInterval | None = None
    speaker: Judgement | None = None


def applied(
    records: ReportRecords,
    decided: Iterable[Judgement],
    *,
    no_actors: Mapping[str, str] = NOTHING,
    no_issues: Mapping[str, str] = NOTHING,
) -> Applied:
    """Apply judgements to one report's records.

    Args:
        records: as `process` derived them.
        decided: the open judgements that hold on to words of the report, in the order they were made.
        no_actors: ids of its actors that were judged to be none, with those judgements' ids.
        no_issues: likewise of its issues.
    """
    every = list(decided)
    if not every and not no_actors and not no_issues:
        return Applied(records)
    places = Places(records)
    profiles: dict[str, str] = {}
    # By its name, whether it has an anchor here or not: a place for each, before all those of anchors.
    dropped = sorted({**no_actors, **no_issues}.items())
    holds = [(judgement, -place, id_) for place, (id_, judgement) in enumerate(dropped, start=1)]
    states: dict[str, _Decided] = {}
    coded: list[Judgement] = []
    for judgement in every:
        added = judgement.verdict == "confirm" and isinstance(judgement.value, dict)
        for place, anchor in enumerate(judgement.anchors):
            if anchor.report != records.report or anchor.side == SPEAKER:
                continue
            if added:
                coded.append(judgement)
                continue
            found = places.find(judgement, anchor)
            if found is None:
                continue
            holds.append((judgement.id, place, found.id))
            if found.type == "actor":
                if places.is_own_profile(anchor.known_as):
                    profiles[found.id] = anchor.known_as
            elif judgement.subject[0][:3] in ("att", "pos", "con", "eve", "utt"):
                _note(states.setdefault(found.id, _Decided()), judgement)
    return _changed(records, places, states, coded, holds, profiles, set(no_actors), set(no_issues))


def _note(state: _Decided, judgement: Judgement) -> None:
    if judgement.verdict in ("confirm", "reject"):
        state.rejected = judgement.verdict == "reject"
        state.confirmed = not state.rejected
    elif judgement.verdict == "set_date" and judgement.value:
        state.date = interval_from_json(judgement.value)
    elif judgement.verdict == "set_speaker" and judgement.value:
        state.speaker = judgement


def _changed(
    records: ReportRecords,
    places: Places,
    states: Mapping[str, _Decided],
    coded: Iterable[Judgement],
    holds: list[tuple[str, int, str]],
    profiles: dict[str, str],
    no_actors: set[str],
    no_issues: set[str],
) -> Applied:
    hand = _Hand(records, places, states, profiles)
    attributions = [
        hand.attribution(one)
        for one in records.attributions
        if not (state := states.get(one.id)) or not state.rejected
    ]
    rejected = {id_ for id_, state in states.items() if state.rejected}
    every: list[Claim] = [*records.positions, *records.conditions, *records.events]
    claims = [
        hand.claim(claim) for claim in every if claim.id not in rejected and claim.attribution not in rejected
    ]
    changed = replace(
        records,
        actors=(*records.actors, *hand.made.values()),
        attributions=tuple(attributions),
        positions=tuple(one for one in claims if isinstance(one, Position)),
        conditions=tuple(one for one in claims if isinstance(one, Condition)),
        events=tuple(one for one in claims if isinstance(one, Event)),
    )
    changed = _without(changed, no_actors, no_issues)
    for judgement in coded:
        changed, record = with_coded(changed, judgement)
        if record:
            holds.append((judgement.id, 0, record))
    return Applied(changed, profiles, tuple(dict.fromkeys(holds)))


class _Hand:
    """Changes records one by one, and makes the actors that are needed for it."""

    def __init__(
        self,
        records: ReportRecords,
        places: Places,
        states: Mapping[str, _Decided],
        profiles: dict[str, str],
    ) -> None:
        self.made: dict[str, Actor] = {}
        self._records = records
        self._places = places
        self._states = states
        self._profiles = profiles
        self._acting = {actor.id: [one.actor for one in actor.acts_for] for actor in records.actors}
        self._said = {one.id: one for one in records.attributions}
        self._speaker = {
            id_: self._actor(state.speaker) for id_, state in states.items() if state.speaker is not None
        }

    def attribution(self, one: Attribution) -> Attribution:
        """A statement as it was judged."""
        state = self._states.get(one.id)
        if state is None:
            return one
        one = replace(one, judged=True)
        if state.confirmed or state.speaker:
            one = replace(one, confidence=SURE)
        if state.date:
            one = replace(one, said_on=state.date)
        if state.speaker:
            one = replace(one, speaker=self._speaker[one.id], candidates=())
        return one

    def claim(self, claim: Any) -> Any:
        """A claim as it was judged, or its statement was."""
        said = self._said.get(claim.attribution or "")
        above = self._states.get(said.id) if said else None
        if said and above and above.date and not _is_dated(claim.date, said.said_on):
            claim = replace(claim, date=above.date)
        if said and above and above.speaker and not isinstance(claim, Event):
            claim = self._moved(claim, said)
        state = self._states.get(claim.id)
        if state is None:
            return claim
        claim = replace(claim, judged=True)
        if state.confirmed or state.speaker:
            claim = replace(claim, confidence=SURE)
        if state.date:
            claim = replace(claim, date=state.date)
        speaker = self._speaker.get(claim.id)
        if speaker is not None:
            if isinstance(claim, Event):
                return replace(claim, actors=(speaker,))
            via = claim.via if claim.via != speaker else None
            return replace(claim, holder=speaker, via=via)
        return claim

    def _moved(self, claim: Any, said: Attribution) -> Any:
        """A claim of a statement that is somebody else's: theirs or their party's if the speaker's."""
        speaker = self._speaker[said.id]
        if speaker is None:
            return claim
        if claim.via is not None and claim.via == said.speaker:
            return replace(claim, via=speaker if speaker != claim.holder else None)
        once = {said.speaker} if said.speaker else set(said.candidates)
        parties = {party for one in once if one for party in self._acting.get(one, ())}
        if claim.holder in once:
            return replace(claim, holder=speaker)
        if claim.holder in parties:
            own = self._acting.get(speaker, [])
            return replace(claim, holder=own[0] if len(own) == 1 else speaker)
        return claim

    def _actor(self, judgement: Judgement) -> str | None:
        """The actor of this report that a judgement names; made where the report has none."""
        value = judgement.value
        if not value.get("name") and not value.get("actor"):
            return None
        named = [anchor for anchor in judgement.anchors if anchor.side == SPEAKER]
        for anchor in named:
            if anchor.report == self._records.report and (found := self._places.member(anchor)):
                return found
        if not named and (known := self._places.called(value["name"])):
            return known
        id_ = made_actor(self._records.report, value)
        self.made[id_] = Actor(
            id=id_,
            name=value["name"],
            kind=value.get("kind") or "person",
            aliases=(value["name"],),
            judged=True,
        )
        if named:
            self._profiles[id_] = Places.own_profile(id_)
        return id_


def _is_dated(date: DateInterval, said_on: DateInterval) -> bool:
    """Whether a claim has a day of its own, apart from that of its statement."""
    return date not in (said_on, DateInterval())


def _without(records: ReportRecords, actors: set[str], issues: set[str]) -> ReportRecords:
    """Records without some actors and issues, and without what is about them."""
    if not actors and not issues:
        return records

    def kept(ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(id_ for id_ in ids if id_ not in actors and id_ not in issues)

    def plain(claim: Any) -> Any:
        via = claim.via if claim.via not in actors else None
        if isinstance(claim, Event):
            return replace(claim, via=via, actors=kept(claim.actors))
        return replace(claim, via=via, alternatives=kept(claim.alternatives))

    return replace(
        records,
        actors=tuple(
            replace(one, acts_for=tuple(for_ for for_ in one.acts_for if for_.actor not in actors))
            for one in records.actors
            if one.id not in actors
        ),
        mentions=tuple(one for one in records.mentions if one.actor not in actors),
        attributions=tuple(
            replace(
                one,
                speaker=one.speaker if one.speaker not in actors else None,
                reported_by=one.reported_by if one.reported_by not in actors else None,
                candidates=kept(one.candidates),
            )
            for one in records.attributions
        ),
        issues=tuple(
            replace(
                one,
                actors=kept(one.actors),
                negates=one.negates if one.negates not in issues else None,
            )
            for one in records.issues
            if one.id not in issues
        ),
        positions=tuple(
            plain(one) for one in records.positions if one.holder not in actors and one.issue not in issues
        ),
        conditions=tuple(
            plain(one)
            for one in records.conditions
            if one.holder not in actors and not {one.step, one.requirement} & issues
        ),
        events=tuple(plain(one) for one in records.events if one.issue not in issues),
    )
