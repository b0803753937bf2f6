"""Grouping by shared keys and links."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.track.linking import connected, linked, pairs


def test_only_items_that_share_a_key_are_compared() -> None:
    items = {"a": ("x", 1), "b": ("x", 1), "c": ("y", 1)}
    groups = linked(items, keys=lambda item: [item[0]], same=lambda one, other: one[1] == other[1])
    assert groups == [("a", "b"), ("c",)]


def test_links_carry_on() -> None:
    items = {"a": {1}, "b": {1, 2}, "c": {2}, "d": {3}}
    assert linked(items, keys=lambda item: item, same=lambda one, other: bool(one & other)) == [
        ("a", "b", "c"),
        ("d",),
    ]


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=40), st.randoms())
def test_the_order_of_links_makes_no_difference(links: list[tuple[int, int]], chance) -> None:
    ids = [str(number) for number in range(21)]
    named = [(str(one), str(other)) for one, other in links]
    shuffled = list(named)
    chance.shuffle(shuffled)
    groups = connected(ids, named)
    assert groups == connected(reversed(ids), shuffled)
    assert sorted(id_ for group in groups for id_ in group) == sorted(ids)
    together = pairs(groups)
    assert all((min(two), max(two)) in together for two in named if two[0] != two[1])
