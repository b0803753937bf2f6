"""The site's own files, and Plotly's script from the installed package: read once, from fixed names only."""

import gzip
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Annotated

from fastapi import APIRouter, Header
from fastapi.responses import Response

from onrecord.errors import NotFound

TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
OWN = ("style.css", "keys.js", "report.js", "figure.js", "icon.svg")
PLOTLY = "plotly.js"
FOR_A_YEAR = "public, max-age=31536000, immutable"
WORTH_PACKING = 1_000  # bytes

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Served:
    """A file in memory, and its packed form."""

    data: bytes
    packed: bytes
    media_type: str


@router.get("/static/{name}", include_in_schema=False)
def static_file(name: str, accept_encoding: Annotated[str, Header()] = "") -> Response:
    """A file of the site's own."""
    if name not in OWN and name != PLOTLY:
        raise NotFound(f"There is no file {name!r}.", "")
    served = _served(name)
    packed = "gzip" in accept_encoding and len(served.data) > WORTH_PACKING
    headers = {"cache-control": FOR_A_YEAR, "vary": "accept-encoding"}
    if packed:
        headers["content-encoding"] = "gzip"
    body = served.packed if packed else served.data
    return Response(body, media_type=served.media_type, headers=headers)


def content_of(name: str) -> bytes:
    """What is in a file of the site's own, or Plotly's script."""
    if name == PLOTLY:
        return (files("plotly") / "package_data" / "plotly.min.js").read_bytes()
    return (files("onrecord.web") / "static" / name).read_bytes()


@cache
def _served(name: str) -> Served:
    data = content_of(name)
    return Served(data, gzip.compress(data, 6, mtime=0), TYPES[name.rpartition(".")[2]])
