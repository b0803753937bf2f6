"""What can be asked of a ledger about goals: deadlocks, unlockings, what-if, history."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from onrecord.late import Late
from onrecord.model import Reading
from onrecord.store.engine import Store

if TYPE_CHECKING:
    from onrecord.ledger.reasoned import Past, Reasoned, Supposed
    from onrecord.reason import Order

# The solver takes a tenth of a second to import, and most commands don't need it.
deadlocks = Late("onrecord.ledger.reasoning", "deadlocks")
unlock = Late("onrecord.ledger.reasoning", "unlock")
what_if = Late("onrecord.ledger.reasoning", "what_if")
deadlock_history = Late("onrecord.ledger.reasoning", "deadlock_history")
SECONDS = 10.0


class GoalQuestions:
    """The questions about goals; part of `Ledger`."""

    _store: Store

    def deadlocks(
        self,
        goal: str,
        *,
        as_of: date | None = None,
        actors: Sequence[str] = (),
        reading: Reading = "lenient",
        hypothetical: bool = False,
        limit: int = 20,
        seconds: float = SECONDS,
        conditions: int | None = None,
        statements: int | None = None,
    ) -> "Reasoned":
        """What keeps a goal from being reached: minimal sets of claims that can't all be met.

        Args:
            goal: the issue: its label or other words for it, or its id.
            as_of: the last day that counts; the last day that anything is dated, unless given.
            actors: names or ids of those whose claims can stand in the way; all unless given.
            reading: `lenient`, where silence doesn't hold a step back, or `strict`, where a step needs
                somebody whose step it is to want, offer or accept it.
            hypothetical: whether hypothetical claims count.
            limit: how many deadlocks at most.
            seconds: how long to read and search at most; what was found by then is given, marked incomplete.
            conditions: how many conditions to tell beside the deadlocks at most; all unless given.
            statements: how many statements of each claim to give with their words at most; all unless given.

        Returns:
            The deadlocks, the conditions beside them, and what stands near. Where no issue answers to the
            goal, the answer's status is `unmentioned` and `suggestions` holds labels that are written like
            it.

        Raises:
            Ambiguous: several issues, or several actors, answer to a name.
            NotFound: no actor answers to a name.
        """
        found: Reasoned = deadlocks(
            self._store,
            goal,
            as_of=as_of,
            actors=actors,
            reading=reading,
            hypothetical=hypothetical,
            limit=limit,
            seconds=seconds,
            conditions=conditions,
            statements=statements,
        )
        return found

    def unlock(
        self,
        goal: str,
        *,
        as_of: date | None = None,
        actors: Sequence[str] = (),
        reading: Reading = "lenient",
        hypothetical: bool = False,
        by: "Order" = "claims",
        limit: int = 5,
        seconds: float = SECONDS,
        statements: int | None = None,
        moves: int | None = None,
    ) -> "Reasoned":
        """Whose word would have to move: the smallest sets of claims to be given up for a goal.

        Args:
            goal: as for `deadlocks`, and so what is not told here.
            as_of: the last day that counts.
            actors: those whose claims can stand in the way.
            reading: `lenient` or `strict`.
            hypothetical: whether hypothetical claims count.
            by: what makes a set small: the number of `claims`, of `actors` who move, or the claims'
                `firmness`.
            limit: how many sets at most.
            seconds: how long to search at most.
            statements: as for `deadlocks`.
            moves: how many of the claims that each unlocking gives up to tell at most; all unless given.
        """
        found: Reasoned = unlock(
            self._store,
            goal,
            as_of=as_of,
            actors=actors,
            reading=reading,
            hypothetical=hypothetical,
            by=by,
            limit=limit,
            seconds=seconds,
            statements=statements,
            moves=moves,
        )
        return found

    def what_if(
        self,
        goal: str,
        *,
        drop: Sequence[str] = (),
        add: Sequence[str] = (),
        as_of: date | None = None,
        actors: Sequence[str] = (),
        reading: Reading = "lenient",
        hypothetical: bool = False,
        limit: int = 20,
        seconds: float = SECONDS,
        ways: int | None = None,
        statements: int | None = None,
        moves: int | None = None,
    ) -> "Supposed":
        """The same questions after a change that nobody has reported; the ledger stays as it is.

        Args:
            goal: as for `deadlocks`, and so what is not told here.
            drop: ids of positions, conditions or events that are given up, with their restatements.
            add: what somebody would do, such as "Keld accepts the trial".
            as_of: the last day that counts, and the day of what is added.
            actors: those whose claims can stand in the way.
            reading: `lenient` or `strict`.
            hypothetical: whether hypothetical claims count.
            limit: how many deadlocks at most, before and after.
            seconds: how long each search may take.
            ways: how many unlockings at most; as many as deadlocks unless given.
            statements: as for `deadlocks`.
            moves: how many of the claims that each unlocking gives up to tell at most; all unless given.

        Raises:
            Ambiguous: several issues, actors or records answer to a name.
            NotFound: no issue, actor or record does.
            UsageError: what is added can't be understood.
        """
        found: Supposed = what_if(
            self._store,
            goal,
            drop=drop,
            add=add,
            as_of=as_of,
            actors=actors,
            reading=reading,
            hypothetical=hypothetical,
            limit=limit,
            seconds=seconds,
            ways=ways,
            statements=statements,
            moves=moves,
        )
        return found

    def deadlock_history(
        self,
        goal: str,
        *,
        as_of: date | None = None,
        actors: Sequence[str] = (),
        reading: Reading = "lenient",
        limit: int = 20,
        seconds: float = 30.0,
    ) -> "Past":
        """Since when each deadlock of a goal has stood, what made it, and what resolved earlier ones.

        Args:
            goal: as for `deadlocks`, and so what is not told here.
            as_of: the last day that counts.
            actors: those whose claims can stand in the way.
            reading: `lenient` or `strict`.
            limit: how many deadlocks of one day to follow at most.
            seconds: how long to search at most.

        Raises:
            Ambiguous: several issues or actors answer to a name.
            NotFound: no issue or actor does.
        """
        found: Past = deadlock_history(
            self._store,
            goal,
            as_of=as_of,
            actors=actors,
            reading=reading,
            limit=limit,
            seconds=seconds,
        )
        return found
