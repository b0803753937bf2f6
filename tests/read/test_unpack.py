import gzip
import io
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import DamagedInput, TooLarge
from onrecord.read.unpack import gunzip, in_words, inflate, read_limited, too_large


@given(st.lists(st.binary(max_size=200), min_size=1, max_size=4))
def test_what_was_packed_comes_out(parts):
    packed = b"".join(gzip.compress(part) for part in parts)
    assert gunzip(packed, 1_000, "a") == b"".join(parts)
    assert inflate(zlib.compress(parts[0]), 1_000, "a") == parts[0]
    assert inflate(zlib.compress(parts[0])[2:-4], 1_000, "a") == parts[0]


@given(st.binary(min_size=30, max_size=300), st.integers(1, 29))
def test_what_is_cut_off_is_told(data, cut):
    with pytest.raises(DamagedInput, match="cut off"):
        gunzip(gzip.compress(data)[:-cut], 1_000, "a")
    with pytest.raises(DamagedInput):
        inflate(zlib.compress(data)[: -min(cut, 20)], 1_000, "a")


def test_no_more_comes_out_than_the_limit():
    assert gunzip(gzip.compress(b"a" * 1_000), 1_000, "a") == b"a" * 1_000
    with pytest.raises(TooLarge):
        gunzip(gzip.compress(b"a" * 1_001), 1_000, "a")
    with pytest.raises(TooLarge):
        inflate(zlib.compress(b"a" * 1_001), 1_000, "a")
    with pytest.raises(TooLarge):
        read_limited(io.BytesIO(b"a" * 1_001), 1_000, "a")


def test_sizes_in_words():
    assert [in_words(size) for size in (0, 999, 1_500, 200_000_000, 3_000_000_000)] == [
        "0 bytes", "999 bytes", "1.5 kB", "200 MB", "3 GB",
    ]  # fmt: skip
    assert str(too_large("a.txt", 50_000_000, 200_000_000)).startswith(
        "a.txt is 200 MB, beyond the limit of 50 MB."
    )
