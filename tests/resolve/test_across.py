"""Actors across reports: spellings joined, namesakes kept apart, doubts shown; all names are made up."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import ActingFor, Actor, ActorKind, Role, stable_id
from onrecord.resolve.across import (
    actors_from_nothing,
    blocks,
    grouped,
    is_held,
    marked,
    profiles_of,
    same_actor,
)
from onrecord.resolve.across_names import Profile, keys_of, profile_of
from onrecord.resolve.across_pairs import same_profile


def person(name: str, *roles: Role, aliases: tuple[str, ...] = (), report: str = "") -> Actor:
    return Actor(
        id=stable_id("actor", report, name, str(roles)),
        name=name,
        kind="person",
        roles=roles,
        aliases=aliases,
    )


def body(name: str, *aliases: str, kind: ActorKind = "organization", report: str = "") -> Actor:
    return Actor(id=stable_id("actor", report, name, kind), name=name, kind=kind, aliases=(name, *aliases))


def have_a_key_in_common(one: Actor, other: Actor) -> bool:
    return not set(keys_of(profile_of(one))).isdisjoint(keys_of(profile_of(other)))


MINISTER = Role("foreign minister", "Ruthavia")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dmytro Orlenskyy", "Dmitro Orlensky"),
        ("Dmytro Orlenskyi", "Dmytro Orlenskiy"),
        ("Dzhamila Orekh", "Jamila Orek"),
        ("Tomir Valdesh", "Tomir Valdeš"),
        ("Mohammed al-Harbali", "Muhammad Harbaly"),
        ("Samia Tel-Hadi", "Samia Telhadi"),
        ("JONAS VELD", "Jonas Veld"),
        ("Rema Tavi Soltan", "Rema Soltan"),
        ("Mr Jonas Veld", "Jonas Veld"),
        ("Dr. Jonas Veld", "Jonas Veld"),
        ("Łukasz Dęben", "Lukasz Deben"),
        ("Anna van Dyke", "Anna Van Dyke"),
        ("Tomás O’Dell", "Tomas O'Dell"),
    ],
)
def test_spellings_of_one_person_are_one(one: str, other: str) -> None:
    assert same_actor(person(one), person(other)) is True
    assert have_a_key_in_common(person(one), person(other))


MARKED = [
    ("Ana Żeń", "Ana Zen"),
    ("Piotr Żeleń", "Piotr Zelen"),
    ("Piotr Żeleń", "Piotr Zhelen"),
    ("Vanja Šarov", "Vanja Sarov"),
    ("Vanja Šarov", "Vanja Sharov"),
    ("Iva Čudrič", "Iva Cudric"),
    ("Iva Ćosta", "Iva Costa"),
    ("Ion Șerbel", "Ion Serbel"),
    ("Emre Şundoğ", "Emre Sundog"),
    ("Rui Gonçar", "Rui Goncar"),
    ("Luz Ibañel", "Luz Ibanel"),
    ("Luz Ibañel", "Luz Ibaniel"),
    ("Uwe Läber", "Uwe Laeber"),
    ("Uwe Läber", "Uwe Laber"),
    ("Uwe Löbner", "Uwe Loebner"),
    ("Uwe Lübner", "Uwe Luebner"),
    ("Uwe Straßel", "Uwe Strassel"),
    ("Åse Ångdal", "Ase Aangdal"),
    ("Lars Søndahl", "Lars Sondahl"),
    ("Lars Kjærdal", "Lars Kjaerdal"),
    ("Iva Đuran", "Iva Djuran"),
    ("Iva Đuran", "Iva Duran"),
    ("Jon Þorvik", "Jon Thorvik"),
    ("Łucja Ślęz", "Lucja Slez"),
    ("Vanja S\u030carov", "Vanja Šarov"),
    ("Marie-Claire Veld", "Marie Claire Veld"),
    ("Anna Veld-Sandor", "Anna Veld Sandor"),
]


@pytest.mark.parametrize(("one", "other"), MARKED)
def test_a_name_is_one_with_and_without_its_marks_and_hyphens(one: str, other: str) -> None:
    assert same_actor(person(one), person(other)) is True
    assert same_actor(person(other), person(one)) is True
    assert have_a_key_in_common(person(one), person(other))
    assert len(actors_from_nothing([[person(one)], [person(other)]])) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana Želić", "Ana Zelić"),  # who writes the one mark writes the other too
        ("Ana Žaker", "Ana Šaker"),
        ("Ana Zen", "Ana Sen"),
        ("Ana Žuk", "Ana Suk"),
        ("Ana Żeń", "Eva Zen"),
        ("Anna Veld-Sandor", "Anna Sandor"),
        ("Anna Veld-Sandor", "Anna Veld"),
        ("Marie-Claire Veld", "Marie Veld"),
        ("Marie-Claire Veld", "Claire Veld"),
    ],
)
def test_marks_and_hyphens_make_no_namesakes_one(one: str, other: str) -> None:
    assert same_actor(person(one), person(other)) is not True
    assert len(actors_from_nothing([[person(one)], [person(other)]])) == 2


def test_a_marked_surname_alone_meets_its_holder_without_marks() -> None:
    mayor = Role("mayor", "Dolna")
    full, alone = person("Ana Zelen", mayor), person("Żeleń", mayor)
    assert actors_from_nothing([[full], [alone]]) == [tuple(sorted((full.id, alone.id)))]
    again = person("Zelen", mayor, report="2")
    assert actors_from_nothing([[again], [alone]]) == [tuple(sorted((again.id, alone.id)))]


def test_a_surname_with_a_hyphen_stays_a_surname() -> None:
    assert profile_of(person("Veld-Sandor")).sort == "surname"
    alone = person("Veld-Sandor", MINISTER)
    assert len(actors_from_nothing([[person("Anna Veld-Sandor", MINISTER)], [alone]])) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Škelda Union", "Skelda Union"), ("Läberg Union", "Laeberg Union"), ("Žarin Council", "Zarin Council")],
)
def test_a_body_is_one_with_and_without_its_marks(one: str, other: str) -> None:
    assert len(actors_from_nothing([[body(one)], [body(other)]])) == 1


@pytest.mark.parametrize(("one", "other"), [("VELDMARK", "Veldmark"), ("OVUM", "Ovum"), ("CORVAN", "Corvan")])
def test_a_body_in_capitals_is_the_one_in_small_letters(one: str, other: str) -> None:
    found = actors_from_nothing([[body(one, kind="state")], [body(other, kind="state")]])
    assert len(found) == 1


def test_a_profile_kept_before_names_were_rewritten_joins_todays() -> None:
    then = Profile("person", people=((("piotr",), "jelen"),))
    assert grouped([then, profile_of(person("Piotr Żeleń"))]).doubts == ()
    assert len(grouped([then, profile_of(person("Piotr Żeleń"))]).groups) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jonas Veld", "Marta Veld"),
        ("Mario Sendi", "Maria Sendi"),
        ("Pavel Orlensky", "Pavla Orlenska"),
        ("Jonas Veld", "Jonas Brandl"),
        ("Ms Robin Veld", "Mr Robin Veld"),
    ],
)
def test_namesakes_are_two(one: str, other: str) -> None:
    assert same_actor(person(one, aliases=(one,)), person(other, aliases=(other,))) is False


def test_a_surname_alone_needs_an_office() -> None:
    full = person("Jonas Veld", MINISTER)
    assert same_actor(person("Veld"), full) is None
    assert same_actor(person("Veld", Role("foreign minister", "Ruthavian")), full) is True
    assert same_actor(person("Veld", Role("spokesman", "Ostrava")), full) is None
    assert same_actor(person("J. Veld"), full) is None
    assert same_actor(person("J. Veld", MINISTER), full) is True
    assert same_actor(person("K. Veld", MINISTER), full) is False


def test_a_surname_beside_the_body_that_its_holder_is_for_is_the_holder() -> None:
    reports = [
        [person("Jonas Veld", Role("leader", "Lake League"), report="1"), body("Lake League", report="1")],
        [person("Veld", report="2"), body("Lake League", report="2")],
        [person("Veld", report="3"), body("Hill Union", report="3")],
    ]
    groups = actors_from_nothing(reports)
    (of_veld,) = [group for group in groups if reports[0][0].id in group]
    assert set(of_veld) == {reports[0][0].id, reports[1][0].id}


def test_a_surname_that_fits_two_namesakes_stays_apart_and_is_shown() -> None:
    profiles = [
        profile_of(person("Jonas Veld", MINISTER)),
        profile_of(person("Marta Veld", MINISTER)),
        profile_of(person("Veld", MINISTER)),
    ]
    found = grouped(profiles)
    assert len(found.groups) == 3
    assert {frozenset(pair) for pair in found.doubts} == {
        frozenset((profiles[0], profiles[2])), frozenset((profiles[1], profiles[2]))
    }  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (body("Delta Growers' League"), body("the Delta Growers’ League")),
        (body("League of Delta Growers"), body("Delta Growers' League")),
        (body("Ukrainian Foreign Ministry"), body("Foreign Ministry of Ukraine")),
        (body("Veldar Ltd"), body("Veldar")),
        (body("Veldar Company"), body("Veldar Company")),
        (body("Ruthavia", kind="state"), body("Ruthavians", kind="group")),
        (body("Kyiv", kind="state"), body("Ukraine", kind="state")),
        (body("the Ukrainian side", kind="group"), body("Ukraine", kind="state")),
        (body("Lake Workers' Union", "LWU"), body("LWU")),
        (body("Hill Front", kind="state"), body("Hill Front")),
    ],
)
def test_names_of_one_body_are_one(one: Actor, other: Actor) -> None:
    assert same_actor(one, other) is True
    assert have_a_key_in_common(one, other)


def test_an_acronym_joins_the_only_body_that_it_fits() -> None:
    union, other, short = body("Lake Workers' Union"), body("Land Water Union"), body("LWU")
    assert same_actor(union, short) is None
    assert len(actors_from_nothing([[union], [short]])) == 1
    assert len(actors_from_nothing([[union], [short], [other]])) == 3


def test_a_shortened_name_joins_the_only_body_that_it_fits() -> None:
    assert len(actors_from_nothing([[body("Serrow Basin Commission")], [body("Basin Commission")]])) == 1
    # Every state has a foreign ministry.
    assert len(actors_from_nothing([[body("Ruthavian Foreign Ministry")], [body("Foreign Ministry")]])) == 2


@pytest.mark.parametrize(
    "actor",
    [
        body("the two unions", kind="group"),
        body("the company"),
        body("a spokesman", kind="unnamed"),
        person("the diplomat"),
        person("president of Ruthavia"),
    ],
)
def test_who_is_only_described_is_joined_with_nobody(actor: Actor) -> None:
    assert keys_of(profile_of(actor)) == ()
    assert same_actor(actor, actor) is False


def test_whom_one_acts_for_counts_as_an_office() -> None:
    league = body("Lake League")
    veld = Actor(id="act-1", name="Veld", kind="person", acts_for=(ActingFor(league.id),))
    full = person("Jonas Veld", Role("leader", "Lake League"))
    assert same_actor(veld, full, {league.id: league.name}) is True
    assert same_actor(veld, full) is None


def test_a_word_taken_for_a_person_is_the_body_of_that_name() -> None:
    assert len(actors_from_nothing([[body("Ruthavia", kind="state")], [person("Ruthavia")]])) == 1


def test_judgements_go_before_rules() -> None:
    one, other = profile_of(person("Jonas Veld")), profile_of(person("Marta Brandl"))
    assert len(grouped([one, other], together=[(one, other)]).groups) == 1
    first, second = profile_of(person("Jonas Veld")), profile_of(person("Jonas Veldt"))
    assert len(grouped([first, second], apart=[(first, second)]).groups) == 2
    alike = marked(first, "judged")
    assert len(grouped([first, alike], apart=[(first, alike)]).groups) == 2
    assert len(grouped([first, alike]).groups) == 1


GIVEN = st.sampled_from(["", "J. ", "Jonas ", "Jona ", "Marta ", "Mr Jonas ", "Ms Robin ", "Robin ", "Iona "])
SURNAME = st.sampled_from(
    ["Veld", "Feld", "Veldt", "Orlensky", "Orlenskyi", "Ruthavia", "Brandl", "Žeň", "Zen", "Zhen", "Veld-Zen"]
)
ROLES = st.lists(
    st.builds(
        Role,
        st.sampled_from(["minister", "foreign minister", "leader", "president", "spokesman", ""]),
        st.sampled_from(["", "Ruthavia", "Ruthavian", "Lake League", "League"]),
    ),
    max_size=2,
).map(tuple)
PEOPLE = st.builds(lambda given, surname, roles: person(given + surname, *roles), GIVEN, SURNAME, ROLES)
BODIES = st.builds(
    body,
    st.sampled_from(
        ["Ruthavia", "Lake League", "League", "Upper Lake League", "ULL", "Lake Union", "Upper Land League"]
    ),
    st.sampled_from(["", "ULL", "Lake Union", "the League"]),
    kind=st.sampled_from(["state", "organization", "group"]),
)
REPORTS = st.lists(st.lists(st.one_of(PEOPLE, BODIES), max_size=4), max_size=8)


def numbered(reports: list[list[Actor]]) -> list[list[Actor]]:
    """The same actors with ids of their own."""
    return [
        [
            Actor(id=f"act-{at:02}-{place:02}", name=a.name, kind=a.kind, aliases=a.aliases, roles=a.roles)
            for place, a in enumerate(report)
        ]
        for at, report in enumerate(reports)
    ]


def found_in(reports: list[list[Actor]]) -> set[Profile]:
    return {profile for report in reports for profile in profiles_of(report).values() if keys_of(profile)}


@given(REPORTS, st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_of_reports_makes_no_difference(reports: list[list[Actor]], chance) -> None:
    every = numbered(reports)
    shuffled = [list(report) for report in every]
    chance.shuffle(shuffled)
    assert actors_from_nothing(shuffled) == actors_from_nothing(every)


@given(REPORTS)
@settings(deadline=None)
def test_block_by_block_gives_what_the_whole_gives(reports: list[list[Actor]]) -> None:
    profiles = found_in(reports)
    whole = grouped(profiles)
    parts = [grouped(block) for block in blocks(profiles)]
    assert sorted(group for part in parts for group in part.groups) == list(whole.groups)
    assert sorted(pair for part in parts for pair in part.doubts) == list(whole.doubts)


@given(REPORTS, PEOPLE)
@settings(deadline=None)
def test_what_is_held_already_changes_nothing(reports: list[list[Actor]], person_: Actor) -> None:
    profiles, new = found_in(reports), profile_of(person_)
    if new.sort != "person" or new in profiles or not is_held(profiles, new):
        return
    before, after = grouped(profiles), grouped({*profiles, new})
    less = [tuple(profile for profile in group if profile != new) for group in after.groups]
    assert sorted(less) == list(before.groups)
    assert after.doubts == before.doubts


def test_a_surname_in_two_parts_is_no_full_name() -> None:
    initial, full = profile_of(person("J. Veld-Sandor")), profile_of(person("Jonas Veld-Sandor"))
    assert (initial.sort, full.sort) == ("surname", "person")
    assert same_profile(full, full)


def test_a_new_office_is_not_held_and_an_old_one_is() -> None:
    both = profile_of(person("Jonas Veld", MINISTER, Role("leader", "Lake League")))
    one = profile_of(person("Jonas Veld", Role("leader", "Lake League")))
    assert both < one
    assert is_held([both], one)
    assert not is_held([one], both)
    assert not is_held([both], profile_of(person("Jonas Veld", Role("mayor", "Ruthavia"))))
    assert not is_held([both], profile_of(person("Marta Veld", Role("leader", "Lake League"))))


@given(REPORTS)
@settings(deadline=None)
def test_no_actor_holds_two_who_cannot_be_one(reports: list[list[Actor]]) -> None:
    for group in grouped(found_in(reports)).groups:
        people = [profile for profile in group if profile.sort == "person"]
        assert all(same_profile(one, other) is not False for one in people for other in people)


@given(REPORTS)
@settings(deadline=None)
def test_deciding_looks_at_two_from_either_side(reports: list[list[Actor]]) -> None:
    profiles = sorted(found_in(reports))
    for one in profiles:
        for other in profiles:
            found = same_profile(one, other)
            assert same_profile(other, one) is found
            if found and one.sort == other.sort:
                assert set(keys_of(one)) & set(keys_of(other))
