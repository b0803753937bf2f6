"""Terms that stand in two sentences, behind "should", or on what is denied; limits, and what is ruled out."""

import pytest
from telling import tell


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The guild wants the toll on the bridge lifted. In return, the guild would end its boycott.",
            ("guild", "requires", "end of boycott", "lifting of toll on the bridge"),
        ),
        (
            "The guild wants a reply by Friday. Otherwise the guild will leave the talks.",
            ("guild", "requires", "no leaving of talks", "reply by Friday"),
        ),
        (
            "The council offered to open the gate. In exchange, the guild would drop its claim to the quay.",
            ("guild", "requires", "dropping of claim to the quay", "opening of gate"),
        ),
        (
            "The guild said that there would be no deal if the toll was raised.",
            ("guild", "requires", "deal", "no raising of toll"),
        ),
        (
            "No permits would be issued should the council raise the toll, the guild said.",
            ("guild", "requires", "issuing of permits", "no raising of toll"),
        ),
        (
            "The guild said it would reopen the gate should the council lift the toll.",
            ("guild", "requires", "reopening of gate", "lifting of toll"),
        ),
        (
            "The guild has accepted mixed patrols as long as the guards are paid.",
            ("guild", "requires", "mixed patrols", "payment of guards"),
        ),
        (
            "The guild said mixed patrols were acceptable so long as the guards were paid.",
            ("guild", "requires", "mixed patrols", "payment of guards"),
        ),
        (
            "The guild will impose a duty on timber if the two sides cannot agree on a quota.",
            ("guild", "requires", "no imposition of duty on timber", "agreement on quota"),
        ),
        (
            "The guild has accepted mixed patrols so long as a guard sits in every van.",
            ("guild", "requires", "mixed patrols", "sitting of guard in every van"),
        ),
        (
            "The guild will not sign any treaty that does not include a new lease.",
            ("guild", "requires", "signing of treaty", "inclusion of new lease"),
        ),
        (
            "The guild linked the return of the crane to a new lease.",
            ("guild", "requires", "return of the crane", "new lease"),
        ),
        (
            "The guild said that a new lease was the price for its signature.",
            ("guild", "requires", "signature", "new lease"),
        ),
        (
            "The guild will keep up its boycott of the fair until the toll is lifted.",
            ("guild", "requires", "end of boycott of the fair", "lifting of toll"),
        ),
        (
            "Unless the toll is lifted, the guild will walk out of the talks.",
            ("guild", "requires", "no walking out of talks", "lifting of toll"),
        ),
        (
            "The guild said it would rethink its part in the talks unless the toll was lifted.",
            ("guild", "requires", "no rethinking of part in the talks", "lifting of toll"),
        ),
    ],
)
def test_terms(text: str, expected: tuple[str, str, str, str]) -> None:
    assert expected in tell(text, "guild", "council").conditions


@pytest.mark.parametrize(
    "text",
    [
        # Nothing is asked for before, or by somebody else.
        "The guild met in the hall. In return, it would end its boycott of the fair.",
        "The council wants a new crane. In return, the guild would end its boycott of the fair.",
        "Why should the council lift the toll, the guild said.",
        # A link between two matters is no condition.
        "The guild linked the attack on the quay to the council.",
        # What "they" are is told before, and isn't what was dropped.
        "The guild has dropped its opposition to patrols and said they are fine as long as guards are paid.",
    ],
)
def test_no_terms(text: str) -> None:
    assert tell(text, "guild", "council").conditions == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The guild will go no higher than 5 percent.", ("reject", "against", "more than 5 percent")),
        ("The guild said it would not go below 90 boats.", ("reject", "against", "less than 90 boats")),
        (
            "The guild said that a sale of the quay was ruled out.",
            ("reject", "against", "sale of the quay"),
        ),
        ("The guild said that a longer lease was not excluded.", ("support", "open", "longer lease")),
        (
            "The guild said that a longer lease was not being considered.",
            ("reject", "against", "longer lease"),
        ),
        ("A longer lease is out of the question for the guild.", ("reject", "against", "longer lease")),
        (
            "The guild said the treaty must contain a safeguard clause.",
            ("demand", "for", "safeguard clause in treaty"),
        ),
        (
            "The guild said it would take the council to court should the toll be raised.",
            ("threaten", "against", "raising of toll"),
        ),
        ("The guild vowed never to accept a longer lease.", ("reject", "against", "longer lease")),
        ("The guild promised not to oppose a longer lease.", ("support", "open", "longer lease")),
        ("The guild asked the council for a longer lease.", ("demand", "for", "longer lease")),
        ("The guild said there must be a longer lease.", ("demand", "for", "longer lease")),
        (
            "The guild wants to be able to suspend the quota.",
            ("demand", "for", "suspension of quota"),
        ),
        (
            "A longer lease was turned down by the guild.",
            ("reject", "against", "longer lease"),
        ),
        (
            "The guild said it would impose a duty on timber if the council raised the toll.",
            ("threaten", "against", "raising of toll"),
        ),
        (
            "The guild's main demand is that the council publish the audit.",
            ("demand", "for", "publication of audit"),
        ),
    ],
)
def test_stands(text: str, expected: tuple[str, str, str]) -> None:
    assert ("guild", *expected) in tell(text, "guild", "council").positions


@pytest.mark.parametrize(
    "text",
    [
        "The guild will go no further.",
        "The guild will go beyond 5 percent.",
        "The guild said that the members were excluded from the hall.",
        "The guild said that a longer lease was ruled out by the council.",
        "A longer lease is out of the question for now.",
    ],
)
def test_no_stands(text: str) -> None:
    found = tell(text, "guild", "council").positions
    assert [one for one in found if one[0] == "guild"] == []
