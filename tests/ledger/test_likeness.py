"""Asking by meaning: what is like a text, the opposite apart, noise left out."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from onrecord.errors import UsageError
from onrecord.ledger import likeness

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))
from made_reports import make_report, new_ledger, process

FARES = "The ferry company will raise fares in spring"
PRICES = "ticket prices on the ferries will go up in April"
NO_FARES = "the ferry company will never raise fares"
RULED_OUT = "any raise of ferry fares was ruled out"
MUSIC = "the orchestra played in the old harbour"
OUTLOOK = "nothing of the kind was said"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    with new_ledger(tmp_path_factory.mktemp("likeness") / "talks.db", process=process) as made:
        made.add_report(
            make_report(
                f"Anna Veld said: {MUSIC}.",
                f"Anna Veld said: {PRICES}.",
                f"Jonas Brandt said: {NO_FARES}.",
                f"Jonas Brandt said: {OUTLOOK}.",
                outlet="Harbour Post",
                url="https://post.example/1",
                day=date(2024, 3, 4),
            )
        )
        made.add_report(
            make_report(
                f"Anna Veld said: {FARES}.",
                f"Ida Moor said: {RULED_OUT}.",
                outlet="Evening News",
                url="https://news.example/1",
                day=date(2024, 4, 1),
            )
        )
        yield made


def told(page):
    return [(one.entry.attribution.content[0].text, one.opposite) for one in page.items]


def test_like_statements_come_first_then_those_that_say_the_opposite(ledger):
    page = ledger.like("Ferry fares will be raised")
    assert told(page) == [(FARES, False), (PRICES, False), (NO_FARES, True), (RULED_OUT, True)]
    assert page.total == 4 and page.next == ""
    first, second, *_ = (one.likeness for one in page.items)
    assert 1 >= first > second >= likeness.NOISE


def test_an_opposite_is_told_by_structure_though_it_is_as_like(ledger):
    found = {one.entry.attribution.content[0].text: one for one in ledger.like(FARES).items}
    assert found[FARES].likeness > 0.99 and not found[FARES].opposite
    assert found[NO_FARES].likeness > 0.7 and found[NO_FARES].opposite


def test_a_denial_is_like_denials(ledger):
    by_text = dict(told(ledger.like("The ferry company will not raise fares")))
    assert not by_text[NO_FARES] and by_text[FARES]


def test_a_denied_opposite_is_like_and_a_bare_opposite_is_not(tmp_path):
    open_, shut = "the gates of the lock stay open", "the gates of the lock stay shut"
    not_shut = "nobody will shut the gates of the lock"
    with new_ledger(tmp_path / "talks.db", process=process) as made:
        made.add_report(make_report(*(f"Ida Moor said: {words}." for words in (open_, shut, not_shut))))
        found = dict(told(made.like("The gates of the lock stay open")))
    assert found == {open_: False, shut: True, not_shut: False}


def test_one_name_in_common_sets_nothing_against_a_text(tmp_path):
    with new_ledger(tmp_path / "talks.db", process=process) as made:
        made.add_report(make_report("Ida Moor said: Ostrava has no complaint about Ostrava."))
        assert told(made.like("Ostrava lends money to farmers")) == []
        assert told(made.like("Ostrava has a complaint"))[0][1]


def test_what_is_about_something_else_is_left_out(ledger):
    assert told(ledger.like("An astronomer has weighed a distant galaxy")) == []


def test_other_filters_narrow_first(ledger):
    assert told(ledger.like(FARES, speaker="Veld", outlet="Harbour Post")) == [(PRICES, False)]
    assert told(ledger.like(FARES, since=date(2024, 4, 1))) == [(FARES, False), (RULED_OUT, True)]
    assert told(ledger.like(FARES, until=date(2024, 3, 31), search="tickets")) == [(PRICES, False)]


def test_a_limit_holds_for_each_sort_and_the_rest_is_counted(ledger):
    page = ledger.like("Ferry fares will be raised", limit=1)
    assert told(page) == [(FARES, False), (NO_FARES, True)]
    assert page.total == 4


def test_the_same_text_gives_the_same_list_in_any_stretches(ledger, monkeypatch):
    first = ledger.like(FARES)
    assert ledger.like(FARES) == first
    monkeypatch.setattr(likeness, "BATCH", 1)
    assert ledger.like(FARES) == first


@pytest.mark.parametrize("text", ["", "...", "he would not"])
def test_a_text_that_says_nothing_is_refused(ledger, text):
    with pytest.raises(UsageError, match="no word"):
        ledger.like(text)


def test_a_list_of_none_is_refused(ledger):
    with pytest.raises(UsageError, match="is none"):
        ledger.like(FARES, limit=0)


def test_what_it_takes_is_loaded_only_when_asked():
    late = "{'tokenizers', 'onrecord.language.meaning'}"
    program = f"import sys, onrecord.ledger; print({late} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
