"""Lists of feeds: OPML as feed readers export it (http://opml.org/spec2.opml), or one address on a line."""

import re
from pathlib import Path

from lxml import etree

from onrecord.errors import DamagedInput, EmptyInput, ReadError

MOST_BYTES = 5_000_000
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


def is_address(source: str) -> bool:
    """Whether some words are a web address, and not the name of a file."""
    return _ADDRESS.fullmatch(source) is not None


def feeds_in(source: str) -> list[str]:
    """The feeds that a user names.

    Args:
        source: a feed's address, or a file: OPML, or text with an address on each line (a comment after `#`).

    Returns:
        Addresses in the order of the list, each once.

    Raises:
        ReadError: it is neither an address nor a file that can be opened.
        DamagedInput: the file is broken OPML.
        EmptyInput: it lists no feed.
    """
    if is_address(source):
        return [source]
    path = Path(source)
    try:
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise ReadError(
            f"{source} is neither a web address nor a file that can be opened.",
            "Give a feed's address, or an OPML file.",
        ) from error
    if len(data) > MOST_BYTES:
        raise DamagedInput(f"{source} is too long for a list of feeds.", "Check that it is the right file.")
    found = _outlines(data, source) if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else _lines(data)
    addresses = list(dict.fromkeys(address for address in found if is_address(address)))
    if not addresses:
        raise EmptyInput(f"{source} lists no feed.", "Give a feed's address, or an OPML file.")
    return addresses


def _lines(data: bytes) -> list[str]:
    lines = data.decode("utf-8-sig", "replace").splitlines()
    return [line.strip() for line in lines if not line.lstrip().startswith("#")]


def _outlines(data: bytes, name: str) -> list[str]:
    """The `xmlUrl` of every outline, at whatever depth."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedInput(f"{name} is broken OPML ({error}).", "Export it again.") from error
    return [
        value.strip()
        for outline in root.iter("outline")
        for key, value in outline.attrib.items()
        if str(key).lower() == "xmlurl"
    ]
