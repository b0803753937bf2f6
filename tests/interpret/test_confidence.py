"""Signs and confidence: what speaks for a position is named, weighed, and decides whether it is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telling import tell

from onrecord.interpret.confidence import LEAST_SURE_OF, confidence_of
from onrecord.interpret.recurring import matter_of, plain_patterns
from onrecord.interpret.words import read_data
from onrecord.language import analyse
from onrecord.model.claims import LEAST_SURE
from onrecord.text.tokens import read_out

TEXT = (
    "The union and the company met on Monday for talks on pay and pensions. "
    "The union demanded a rise in pay of 9 percent. "
    "The company rejected the demand and offered arbitration of the dispute."
)


def test_every_position_read_from_words_has_signs_that_name_its_pattern_and_act() -> None:
    told = tell(TEXT, "union", "company")
    patterns, signs = dict(told.claims.patterns), dict(told.claims.signs)
    assert told.claims.positions
    for found in told.claims.positions:
        assert f"pattern {patterns[found.id]}" in signs[found.id]
        assert f"act {found.act}" in signs[found.id]
        assert found.confidence == round(confidence_of(signs[found.id]), 3)
        assert list(signs[found.id]) == sorted(set(signs[found.id]))


def test_a_report_on_talks_is_told_from_one_on_a_campaign() -> None:
    talks = dict(tell(TEXT, "union", "company").claims.signs)
    rally = (
        "The candidate told voters at a rally in the campaign for the nomination that polls lie. "
        "The candidate promised to publish the audit of the campaign before the primary election."
    )
    campaign = dict(tell(rally, "candidate").claims.signs)
    assert all("talks none" not in signs for signs in talks.values())
    assert campaign and all("campaign many" in signs for signs in campaign.values())


def test_a_sign_that_the_model_does_not_know_weighs_nothing() -> None:
    assert confidence_of(["no such sign"]) == confidence_of([])


@given(
    st.lists(
        st.sampled_from(["act demand", "narrated", "quoted", "told by another", "head recurs"]), unique=True
    )
)
def test_confidence_is_a_share_and_does_not_depend_on_order(signs: list[str]) -> None:
    sure = confidence_of(signs)
    assert 0.0 < sure < 1.0
    assert sure == pytest.approx(confidence_of(list(reversed(signs))))


def test_what_is_not_sure_enough_is_left_out() -> None:
    everything = tell(TEXT, "union", "company").claims
    least = max(found.confidence for found in everything.positions) + 0.01
    assert not tell(TEXT, "union", "company", least=least).claims.positions
    assert 0.0 < LEAST_SURE < 1.0


def test_the_words_that_tell_talks_from_campaigns_are_apart() -> None:
    data = read_data("reports")
    assert not set(data["negotiating"]["nouns"]) & set(data["electing"]["nouns"])


HARVEST = (
    "The apples were late this year, and the growers blame the frost of May. "
    "Ada Orr walks her rows twice a day. "
    "She has kept the orchard for thirty years and knows each tree. The old ones stand by the road. "
    "In a good year the carts come before dawn and leave at noon, and the boys who pick sleep in the barn. "
    "Nobody came on Sunday. The barn was empty, and the ladders lay in the wet grass. "
    "The council opposes a new road through the orchard. "
    "The cider press will run until the first snow, as ever."
)


def test_in_other_news_a_position_must_be_surer_than_where_parties_negotiate() -> None:
    talks, harvest = read_out(analyse(TEXT * 3)), read_out(analyse(HARVEST))
    assert (matter_of(talks), matter_of(harvest)) == ("talks", "other")
    assert (matter_of(talks), matter_of(harvest)) == ("talks", "other")
    assert LEAST_SURE_OF["other"] > LEAST_SURE_OF["talks"] == LEAST_SURE


def test_a_text_too_short_to_tell_what_it_is_about_is_read_as_one_on_talks() -> None:
    assert matter_of(read_out(analyse("The council opposes a new road through the orchard."))) == "talks"


def test_every_plain_pattern_is_one_that_there_is() -> None:
    names = {entry["name"] for file in ("acts", "phrases", "nouns") for entry in read_data(file)["pattern"]}
    assert plain_patterns() <= names
