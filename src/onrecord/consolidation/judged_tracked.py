"""Changes and conflicts as people judged them: those rejected go, those confirmed are sure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from onrecord.model import Change, Conflict
from onrecord.store import anchors

SURE = 1.0


@dataclass(frozen=True, slots=True)
class JudgedTracked:
    """What was decided of changes and conflicts, by the claims that they are of; the last word of each.

    Attributes:
        verdicts: `confirm` or `reject` by the ids of the claims that the judgement holds on to now.
    """

    verdicts: Mapping[frozenset[str], str]

    def changes(self, found: Iterable[tuple[str, Change]]) -> list[tuple[str, Change]]:
        """Changes, each with what it was found by, as judged."""
        if not self.verdicts:
            return list(found)
        kept = []
        for of, one in found:
            said = self.verdicts.get(frozenset(filter(None, (one.before, one.after))))
            if said != "reject":
                kept.append((of, replace(one, judged=True, confidence=SURE) if said else one))
        return kept

    def conflicts(self, found: Iterable[Conflict]) -> list[Conflict]:
        """Conflicts as judged."""
        if not self.verdicts:
            return list(found)
        kept = []
        for one in found:
            said = self.verdicts.get(frozenset((one.kind, *one.members))) or self.verdicts.get(
                frozenset(one.members)
            )
            if said != "reject":
                kept.append(replace(one, judged=True, confidence=SURE) if said else one)
        return kept


def judged_tracked(connection: Connection) -> JudgedTracked:
    """What is decided now."""
    return JudgedTracked(anchors.tracked_verdicts(connection))
