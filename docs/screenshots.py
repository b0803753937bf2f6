"""Take pictures of every page at three widths: `python docs/screenshots.py [--ledger F] [--out D] [--tour]`.

Without a ledger of your own the sample dossier is read first. The pictures go to build/screenshots, a file
for each page and width, for a person to look at. With --tour those that docs/tour shows are taken anew.
Needs Chromium and its driver (Debian: apt-get install chromium chromium-driver).
"""

import argparse
import base64
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from selenium import webdriver

from onrecord.cli import main as onrecord
from onrecord.ledger import Ledger
from onrecord.web import Settings, Tokens, create_app

ROOT = Path(__file__).resolve().parents[1]
WIDTHS = (320, 768, 1280)
TALLEST = 6_000  # pixels of a picture of a whole page
WINDOW = 900
DRAWN = 1.5  # seconds that Plotly takes at most
TOUR = {
    "overview": ("overview", 1280),
    "positions": ("positions", 1280),
    "timeline": ("timeline", 1280),
    "conditions": ("conditions", 1280),
    "deadlock": ("deadlocks", 1280),
    "report": ("report", 1280),
    "report-on-a-phone": ("report", 320),
    "search": ("statements", 1280),
    "briefing": ("briefing", 1280),
    "review": ("review", 1280),
}


def pages_of(ledger: Ledger) -> dict[str, str]:
    """Each kind of page, with the address of one that has something on it."""
    goal = next((one.value for one in ledger.held_back(1)), "")
    spoken = next(iter(ledger.utterances(limit=1).items)).utterance.id
    held = next(iter(ledger.positions(limit=1).items)).position
    told = max(ledger.newest(50), key=lambda one: one.attributions)
    actor = next(iter(ledger.actors(limit=1).items)).actor.id
    issue = next(iter(ledger.issues(limit=1).items)).issue
    said = next(iter(ledger.attributions(limit=1).items)).attribution.id
    outlet = next(iter(ledger.outlets(1))).name
    return {
        "overview": "",
        "positions": "/positions",
        "history": f"/history?holder={held.holder}&issue={held.issue}",
        "timeline": "/timeline",
        "conditions": "/conditions",
        "deadlocks": f"/deadlocks?goal={goal}",
        "unlock": f"/unlock?goal={goal}",
        "what-if": f"/what-if?goal={goal}",
        "changes": "/changes",
        "conflicts": "/conflicts",
        "corrections": "/corrections",
        "utterances": "/utterances",
        "utterance": f"/utterances/{spoken}",
        "reports": "/reports",
        "report": f"/reports/{told.id}",
        "statements": "/statements?search=monitors",
        "statement": f"/statements/{said}",
        "actors": "/actors",
        "actor": f"/actors/{actor}",
        "issues": "/issues",
        "issue": f"/issues/{issue.id}",
        "outlets": "/outlets",
        "outlet": f"/outlet?name={outlet.replace(' ', '+')}",
        "review": "/review",
        "judgements": "/judgements",
        "briefing": "/briefing",
    }


@contextmanager
def browser() -> Iterator[webdriver.Chrome]:
    """A headless Chromium."""
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not chromium or not driver:
        sys.exit("Chromium or its driver is missing. Install them: apt-get install chromium chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"):
        options.add_argument(argument)
    opened = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    yield opened
    opened.quit()


@contextmanager
def served(ledger: Ledger, folder: Path) -> Iterator[str]:
    """The address of the ledger's pages, while they are served."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    app = create_app([ledger], Settings(), Tokens(folder / "tokens.json"))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}/l/{next(iter(app.state.site.ledgers))}"
    server.should_exit = True
    thread.join(timeout=10)


def picture(opened: webdriver.Chrome, address: str, width: int, whole: bool) -> tuple[bytes, int]:
    """A page as PNG, and by how many pixels it is wider than the window.

    Args:
        opened: the browser.
        address: of the page.
        width: of the window, in CSS pixels.
        whole: the whole page, or what is seen first.
    """
    size: dict[str, Any] = {"width": width, "height": WINDOW, "deviceScaleFactor": 1, "mobile": width < 500}
    opened.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    opened.get(address)
    if opened.execute_script("return !!document.querySelector('[data-figure]')"):
        time.sleep(DRAWN)
    wide, high = opened.execute_script(
        "return [document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    )
    clip = {"x": 0, "y": 0, "width": width, "height": min(high, TALLEST) if whole else WINDOW, "scale": 1}
    shot = opened.execute_cdp_cmd(
        "Page.captureScreenshot", {"format": "png", "captureBeyondViewport": True, "clip": clip}
    )
    return base64.b64decode(shot["data"]), wide - width


def main() -> None:
    """Take them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--ledger", type=Path, help="a ledger of your own; else the sample dossier's")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "screenshots")
    parser.add_argument("--tour", action="store_true", help="take those of docs/tour instead")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.ledger or Path(folder) / "sample.db"
        if not given.ledger:
            onrecord(["init", str(path), "--name", "The Serrow talks"])
            onrecord(["add", str(ROOT / "samples" / "reports"), "--db", str(path)])
        with Ledger.open(path) as ledger, browser() as opened, served(ledger, Path(folder)) as site:
            pages = pages_of(ledger)
            taken = (
                [(ROOT / "docs/tour" / f"{name}.png", *page) for name, page in TOUR.items()]
                if given.tour
                else [(given.out / f"{page}-{width}.png", page, width) for page in pages for width in WIDTHS]
            )
            given.out.mkdir(parents=True, exist_ok=True)
            for file, page, width in taken:
                shot, over = picture(opened, site + pages[page], width, whole=not given.tour)
                file.write_bytes(shot)
                print(file, f"{over} pixels too wide" if over > 0 else "")


if __name__ == "__main__":
    main()
