"""Watching feeds: what fits is added and says why, sites are asked politely, and nothing is done twice."""

import os
import random
import signal
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "read"))
sys.path.insert(0, str(Path(__file__).parents[1] / "store"))
from local_site import local_site, send
from made_feeds import FITTING, OF_ITS_OWN, client, fitting, other, page, rss, serve_feed, teaser, whole
from made_reports import make_report, new_ledger, process

from onrecord.errors import UsageError
from onrecord.ledger import Ledger
from onrecord.ledger.watching import LONGEST_WAIT, MOST_FAILURES, Polled, Seen
from onrecord.store.watch_tables import watched_entries

NOON = datetime(2024, 3, 5, 12, tzinfo=UTC)


@pytest.fixture
def site():
    with local_site() as running:
        yield running


@pytest.fixture
def ledger(tmp_path):
    with new_ledger(tmp_path / "talks.db", "Talks", process=process) as made:
        for number in range(3):
            text = ("Ostrava demanded: a tide table.", *fitting(100 + number))
            assert made.add_report(make_report(*text, url=f"https://post.example/{number}")).error is None
        yield made


def passed(ledger, *feeds, now=NOON, **options):
    """What one pass gave: feeds, and entries by the end of their address."""
    every = list(
        ledger.watch(feeds, client=options.pop("client", None) or client(), now=lambda: now, **options)
    )
    polled = [one for one in every if isinstance(one, Polled)]
    return polled, {one.link.rsplit("/", 1)[-1]: one for one in every if isinstance(one, Seen)}


def states(ledger):
    with ledger._store.reading() as connection:
        return Counter(connection.execute(select(watched_entries.c.state)).scalars())


def test_what_fits_is_added_and_says_why(ledger, site):
    site.page("/1", page("Tide table", fitting(1)))
    site.page("/2", page("Rye bread", other(2)))
    serve_feed(
        site,
        rss(teaser(site.url("/1")), teaser(site.url("/2")), whole(site.url("/3"), fitting(3))),
    )
    before = ledger.counts()["reports"]
    (polled,), seen = passed(ledger, site.url("/feed"))
    assert (polled.status, polled.entries) == ("read", 3)
    assert {name: one.status for name, one in seen.items()} == {"1": "added", "2": "left_out", "3": "added"}
    assert any(why.startswith("names Anna Veld") for why in seen["1"].why)
    assert any(why.startswith("reads most like rep-") for why in seen["1"].why)
    assert "names none of the ledger's actors" in seen["2"].why
    assert ledger.counts()["reports"] == before + 2
    assert "/3" not in site.paths()  # the feed carried it
    report = ledger.report(seen["1"].added.report)
    assert (report.outlet, report.title, report.url) == ("Harbour Post", "Tide table", site.url("/1"))
    assert states(ledger) == {"added": 2, "left_out": 1}
    assert ledger.check() == []


def test_everything_is_added_where_that_is_wanted(tmp_path, site):
    serve_feed(site, rss(whole(site.url("/2"), other(2))))
    with new_ledger(tmp_path / "empty.db", process=process) as empty:
        with pytest.raises(UsageError, match="nothing that a report could fit"):
            passed(empty, site.url("/feed"))
        _, seen = passed(empty, site.url("/feed"), everything=True)
        assert seen["2"].status == "added"
        assert empty.counts()["reports"] == 1


def test_nothing_is_asked_twice_that_did_not_change(ledger, site):
    site.page("/1", page("Tide table", fitting(1)))
    serve_feed(site, rss(teaser(site.url("/1"))))
    passed(ledger, site.url("/feed"))
    asked = len(site.asked)
    (polled,), seen = passed(ledger)  # the feed is known by now
    assert (polled.status, seen) == ("unchanged", {})
    assert [path for path in site.paths()[asked:] if path != "/robots.txt"] == ["/feed"]
    # Another order and a new tag, but no new entry: the page is left alone.
    serve_feed(site, rss(teaser(site.url("/1"))) + b"\n", etag='"v2"')
    (polled,), seen = passed(ledger)
    assert (polled.status, polled.entries, seen) == ("read", 0, {})
    assert site.paths().count("/1") == 1


def test_an_entry_that_was_changed_is_a_new_version_whether_or_not_it_fits(ledger, site):
    site.page("/1", page("Tide table", fitting(1)))
    serve_feed(site, rss(teaser(site.url("/1"))))
    _, seen = passed(ledger, site.url("/feed"))
    first = seen["1"].added.report
    site.page("/1", page("Rye bread", other(1)))
    later = teaser(site.url("/1"), stamp="Tue, 05 Mar 2024 18:00:00 GMT")
    serve_feed(site, rss(later), etag='"v2"')
    _, seen = passed(ledger)
    assert seen["1"].status == "new_version"
    assert ledger.record(seen["1"].added.report).version_of == first


def test_a_changed_entry_whose_page_is_the_same_is_known(ledger, site):
    body = page("Tide table", fitting(1))

    def answer(handler):
        known = handler.headers.get("If-None-Match") == '"p"'
        send(
            handler,
            304 if known else 200,
            b"" if known else body,
            {"ETag": '"p"', "Content-Type": "text/html"},
        )

    site.answers["/1"] = answer
    serve_feed(site, rss(teaser(site.url("/1"))))
    passed(ledger, site.url("/feed"))
    serve_feed(site, rss(teaser(site.url("/1"), stamp="Tue, 05 Mar 2024 18:00:00 GMT")), etag='"v2"')
    _, seen = passed(ledger)
    assert seen["1"].status == "known"
    assert states(ledger) == {"added": 1}


def test_a_feed_that_fails_is_left_alone_for_longer_each_time(ledger, site):
    site.answers["/feed"] = lambda handler: send(handler, 500, b"")
    now, waits = NOON, []
    for _ in range(9):
        (polled,), _ = passed(ledger, site.url("/feed"), now=now)
        assert polled.status == "failed"
        waits.append(polled.until - now)
        asked = len(site.asked)
        (resting,), _ = passed(ledger, now=polled.until - timedelta(seconds=1))
        assert (resting.status, len(site.asked)) == ("resting", asked)
        now = polled.until
    assert waits[:3] == [timedelta(minutes=15), timedelta(minutes=30), timedelta(hours=1)]
    assert waits[-1] == LONGEST_WAIT
    serve_feed(site, rss(whole(site.url("/1"), fitting(1))))
    (polled,), seen = passed(ledger, now=now)
    assert (polled.status, seen["1"].status) == ("read", "added")


def test_a_host_that_asks_for_time_gets_it(ledger, site):
    site.answers["/1"] = lambda handler: send(handler, 429, b"", {"Retry-After": "600"})
    serve_feed(site, rss(*(teaser(site.url(f"/{number}")) for number in (1, 2, 3))))
    for number in (2, 3):
        site.page(f"/{number}", page("Tide table", fitting(number)))
    _, seen = passed(ledger, site.url("/feed"))
    asked = [path for path in site.paths() if path in ("/1", "/2", "/3")]
    assert asked[-1] == "/1" and [one.status for one in seen.values()].count("later") == 1
    _, seen = passed(ledger, now=NOON + timedelta(seconds=300))
    assert "1" not in seen
    site.page("/1", page("Tide table", fitting(1)))
    _, seen = passed(ledger, now=NOON + timedelta(seconds=601))
    assert seen["1"].status == "added"
    assert states(ledger) == {"added": 3}


def test_a_clock_put_back_keeps_no_feed_waiting(ledger, site):
    site.answers["/feed"] = lambda handler: send(handler, 500, b"")
    passed(ledger, site.url("/feed"), now=NOON + timedelta(days=4_000))
    (polled,), _ = passed(ledger, now=NOON)
    assert polled.status == "failed"  # asked, not resting for eleven years
    serve_feed(site, rss(whole(site.url("/1"), fitting(1))))
    (polled,), seen = passed(ledger, now=NOON - timedelta(days=4_000))
    assert (polled.status, seen["1"].status) == ("read", "added")


def test_a_page_that_is_gone_is_given_up_and_one_that_fails_is_tried_again(ledger, site):
    site.answers["/2"] = lambda handler: send(handler, 503, b"")
    serve_feed(site, rss(teaser(site.url("/1")), teaser(site.url("/2"))))
    now, tries = NOON, 0
    _, seen = passed(ledger, site.url("/feed"), now=now)
    assert (seen["1"].status, seen["2"].status) == ("failed", "later")
    while states(ledger).get("waiting"):
        now += LONGEST_WAIT
        tries += 1
        _, seen = passed(ledger, now=now)
        assert "1" not in seen
    assert (tries + 1, seen["2"].status) == (MOST_FAILURES, "failed")
    assert site.paths().count("/1") == 1


def test_what_robots_are_asked_to_leave_is_left(ledger, site):
    site.page("/robots.txt", b"User-agent: *\nDisallow: /inside/\n", "text/plain")
    site.page("/inside/1", page("Tide table", fitting(1)))
    serve_feed(site, rss(teaser(site.url("/inside/1"))))
    _, seen = passed(ledger, site.url("/feed"))
    assert seen["1"].status == "failed" and "robots.txt" in str(seen["1"].error)
    assert "/inside/1" not in site.paths()


def test_requests_to_one_site_are_apart(ledger, site):
    for number in range(3):
        site.page(f"/{number}", page("Tide table", fitting(number)))
    serve_feed(site, rss(*(teaser(site.url(f"/{number}")) for number in range(3))))
    slept = []
    passed(ledger, site.url("/feed"), client=client(least_pause=5.0, sleep=slept.append))
    assert len(slept) == 3 and min(slept) > 4  # before each but the first


def test_what_was_taken_down_stays_down(ledger, site):
    serve_feed(site, rss(whole(site.url("/1"), fitting(1))))
    _, seen = passed(ledger, site.url("/feed"))
    ledger.remove(seen["1"].added.report, why="Court order 12")
    changed = rss(whole(site.url("/1"), fitting(1)).replace("08:00:00", "18:00:00"))
    serve_feed(site, changed, etag='"v2"')
    _, seen = passed(ledger)
    assert (seen["1"].status, "Court order 12" in str(seen["1"].error)) == ("failed", True)


def test_what_a_pass_changed_is_told(ledger, site):
    ledger.add_report(make_report("Ostrava refuses: ferry service today.", url="https://post.example/old"))
    moved = ("Ostrava wants: ferry service today.", FITTING.format(number=1), *OF_ITS_OWN)
    serve_feed(site, rss(whole(site.url("/1"), moved)))
    _, seen = passed(ledger, site.url("/feed"))
    news = ledger.news([seen["1"].added.report])
    assert [(entry.holder, entry.change.kind, entry.issue) for entry in news.changes] == [
        ("Ostrava", "reversed", "ferry service today")
    ]
    assert ledger.news([]).changes == ()


def watch_in_child(path, feed, pipe):
    child = os.fork()
    if child:
        return child
    try:
        with Ledger.open(path, process=process) as ledger:
            for one in ledger.watch([feed], client=client()):
                if isinstance(one, Seen) and one.added is not None:
                    os.write(pipe, f"{one.added.report}\n".encode())
    finally:
        os._exit(0)


def test_a_watch_killed_at_any_moment_goes_on_without_loss_or_repetition(ledger, site):
    count, fit = 20, [number for number in range(20) if number % 4]
    serve_feed(site, rss(), etag='"v0"')
    passed(ledger, site.url("/feed"))  # what is loaded late is loaded before the fork
    for number in range(count):
        site.page(f"/{number}", page(f"No {number}", fitting(number) if number % 4 else other(number)))
    serve_feed(site, rss(*(teaser(site.url(f"/{number}"), f"No {number}") for number in range(count))))
    before = {entry.id for entry in ledger.reports().items}
    path = ledger.path
    ledger.close()
    chance, kills, said = random.Random(20240305), 0, []
    while True:
        read_end, write_end = os.pipe()
        child = watch_in_child(path, site.url("/feed"), write_end)
        os.close(write_end)
        with os.fdopen(read_end, "rb") as pipe:
            first = b""
            if kills < 6:
                first = pipe.readline()
                time.sleep(chance.uniform(0, 0.05))
                os.kill(child, signal.SIGKILL)
            rest = pipe.read()
        _, status = os.waitpid(child, 0)
        said += (first + rest).decode().rpartition("\n")[0].split()
        if not os.WIFSIGNALED(status):
            break
        kills += 1
    assert kills == 6
    with Ledger.open(path, process=process) as again:
        there = {entry.id: entry.url for entry in again.reports().items if entry.id not in before}
        assert sorted(there.values()) == sorted(site.url(f"/{number}") for number in fit)
        assert set(said) <= there.keys() and len(said) == len(set(said))
        assert states(again) == {"added": len(fit), "left_out": count - len(fit)}
        assert again.check() == []
    pages = [path for path in site.paths() if path[1:].isdigit()]
    assert len(pages) <= count + kills  # at most the one that was being read at each kill is read again
