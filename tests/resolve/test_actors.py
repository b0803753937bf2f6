"""What actors of different reports that are one look like together."""

from functools import reduce
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Actor, Role
from onrecord.resolve.actors import alone, joined


def actor(name, kind="person", **more):
    return Actor(id=more.pop("id", "act-1"), name=name, kind=kind, **more)


MEMBERS = (
    actor("Anna Veld", id="act-2", aliases=("Anna Veld", "Veld"), confidence=0.5),
    actor("Ánna Veld", id="act-3", aliases=("Ánna Veld", "she"), roles=(Role("minister", "Ostrava"),)),
    actor(
        "ANNA VELD", id="act-1", aliases=("ANNA VELD",), roles=(Role("minister", "Ostrava"), Role("envoy"))
    ),
)


def test_together_in_any_order():
    results = {reduce(joined, order) for order in permutations(MEMBERS)}
    assert results == {
        actor(
            "Ánna Veld",
            id="act-1",
            aliases=("ANNA VELD", "Anna Veld", "Veld", "she", "Ánna Veld"),
            roles=(Role("envoy"), Role("minister", "Ostrava")),
            confidence=1.0,
        )
    }


def test_what_reports_take_for_different_kinds():
    front, place = actor("Hill Front", "organization"), actor("Hill Front", "state", id="act-2")
    assert joined(front, place).kind == joined(place, front).kind == "organization"
    land, side = actor("Ukraine", "state"), actor("the Ukrainian side", "group", id="act-2")
    assert (joined(side, land).kind, joined(side, land).name) == ("state", "Ukraine")
    jordan = actor("Ada Jordan", aliases=("Ada Jordan", "Jordan"))
    assert (alone(jordan).kind, alone(jordan).name) == ("person", "Ada Jordan")


def test_a_state_goes_by_its_own_name_and_not_by_its_peoples():
    land, people = actor("Ostrava", "state"), actor("Ostravans", "state", id="act-2")
    assert joined(land, people).name == joined(people, land).name == "Ostrava"


def test_a_land_and_its_people_are_a_state_whatever_reports_take_them_for():
    land = actor("Selka", "organization", aliases=("Selka",))
    people = actor("Selkan", "organization", id="act-2", aliases=("Selkan", "Selkans"))
    assert joined(land, people) == joined(people, land)
    assert (joined(land, people).kind, joined(land, people).name) == ("state", "Selka")
    league = actor("Selkan Growers' League", "organization", aliases=("Selka", "Selkan"))
    assert (alone(league).kind, alone(league).name) == ("organization", "Selkan Growers' League")
    party = actor("Greens", "organization", aliases=("Green", "Greens"))
    assert (alone(party).kind, alone(party).name) == ("organization", "Greens")


names = st.sampled_from(
    [
        "Anna Veld",
        "Ánna Veld",
        "ANNA VELD",
        "anna veld",
        "Jordan",
        "Chad",
        "Veld of Chad",
        "Selka",
        "Selkan",
        "Selkans",
        "Selka League",
    ]
)
some_actor = st.builds(
    actor,
    names,
    st.sampled_from(["person", "state", "organization", "group"]),
    id=st.sampled_from(["act-1", "act-2", "act-3"]),
    aliases=st.lists(names, unique=True, max_size=3).map(lambda found: tuple(sorted(found))),
    confidence=st.floats(0, 1),
).map(alone)


@given(some_actor, some_actor, some_actor)
def test_joining_is_a_semilattice(a, b, c):
    assert joined(a, a) == a
    assert joined(a, b) == joined(b, a)
    assert joined(joined(a, b), c) == joined(a, joined(b, c))
