"""Small sets of words, written as a line of text."""


def word_set(listing: str) -> frozenset[str]:
    """The words of a listing, parted by blanks."""
    return frozenset(listing.split())
