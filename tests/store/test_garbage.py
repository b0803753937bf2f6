"""The collector of garbage looks less often while somebody asks for that, and as before afterwards."""

import gc

import pytest

from onrecord.store.garbage import RARELY, rarely_collected


def test_the_last_who_is_done_puts_the_collector_back():
    before = gc.get_threshold()
    assert before != RARELY
    first, second = rarely_collected(), rarely_collected()
    with first:
        second.__enter__()
        assert gc.get_threshold() == RARELY
    assert gc.get_threshold() == RARELY
    second.__exit__(None, None, None)
    assert gc.get_threshold() == before


def test_what_fails_puts_it_back_too():
    before = gc.get_threshold()
    with pytest.raises(KeyError), rarely_collected():
        raise KeyError
    assert gc.get_threshold() == before
