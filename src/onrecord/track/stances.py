"""What a position amounts to, so that two of one party can be held against each other."""

from dataclasses import dataclass

from onrecord.model import Polarity, Position
from onrecord.track.amounts import amounts_of
from onrecord.track.frames import CLAIMED, Frame

NOBODY = Frame()
COUNTED = frozenset({"demand", "offer", "accept", "commit", "concede"})


@dataclass(frozen=True, slots=True)
class Stance:
    """What a position amounts to: two positions of one party on one issue differ where their stances do.

    Attributes:
        kind: the act for an allegation or a denial, `withdraw` for a withdrawal, else empty.
        polarity: about the issue, not about its absence.
        amounts: what is asked or offered, by unit.
        demands: whether the amount is asked for, and not offered; None where it is only accepted.
        refused: what amount is refused, by unit.
    """

    kind: str
    polarity: Polarity
    amounts: tuple[tuple[str, float], ...]
    demands: bool | None
    refused: tuple[tuple[str, float], ...] = ()

    def differs(self, other: "Stance") -> bool:
        """Whether who takes the one can't hold the other: refusing three percent goes with asking for ten."""
        if (self.kind, self.polarity) != (other.kind, other.polarity):
            return not (_apart(self.refused, other.amounts) or _apart(other.refused, self.amounts))
        return self.moves(other) is not None

    def same(self, other: "Stance") -> bool:
        """Whether the two can be one position."""
        return (self.kind, self.polarity) == (other.kind, other.polarity) and self.moves(other) is None

    def moves(self, other: "Stance") -> tuple[float, float] | None:
        """Two amounts of one unit that differ between this stance and another of the same kind, if any."""
        if None not in (self.demands, other.demands) and self.demands != other.demands:
            return None
        theirs = dict(other.amounts)
        for unit, amount in self.amounts:
            if unit in theirs and theirs[unit] != amount:
                return amount, theirs[unit]
        return None


def _apart(refused: tuple[tuple[str, float], ...], taken: tuple[tuple[str, float], ...]) -> bool:
    """Whether what is refused is another amount than what is asked for, offered or taken."""
    known = dict(taken)
    return any(known.get(unit, amount) != amount for unit, amount in refused)


def stance_of(position: Position, about: str, frame: Frame = NOBODY) -> Stance:
    """What a position amounts to, about its own issue or another of the same matter."""
    kind = position.act if position.act in CLAIMED or position.act == "withdraw" else ""
    counted = amounts_of(position) if position.act in COUNTED else {}
    refused = amounts_of(position) if position.act in {"reject", "oppose"} else {}
    return Stance(
        kind,
        frame.polarity(position.polarity, position.issue, about),
        tuple(sorted(counted.items())),
        None if position.act == "accept" else position.act == "demand",
        tuple(sorted(refused.items())),
    )
