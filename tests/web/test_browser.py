"""The main journeys in a real browser: headless Chromium, driven through Debian's chromium-driver.

Where there is none, the tests say what is missing. `axe` checks each page for what would keep somebody out.
"""

import re
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
import uvicorn
from axe_core_python.selenium import Axe
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from onrecord.ledger import Ledger
from onrecord.web import Settings, Tokens, create_app

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
MISSING = [name for name, path in (("chromium", CHROMIUM), ("chromium-driver", DRIVER)) if not path]
pytestmark = [
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(
        bool(MISSING), reason=f"{' and '.join(MISSING)} missing: apt-get install chromium chromium-driver"
    ),
]

WIDTHS = (320, 1280)
RECORD = re.compile(r"/[a-z]{3}-[0-9a-f]{16}")
PATIENCE = 30  # seconds; the machine may have other things to do


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(str(DRIVER)))
    driver.set_page_load_timeout(PATIENCE)
    yield driver
    driver.quit()


@pytest.fixture
def site(own: Ledger, tokens: Tokens) -> Iterator[str]:
    """The address of a site that is being served."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app([own], Settings(), tokens), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=10)
    listening.close()


def waited(browser: webdriver.Chrome, css: str) -> Any:
    return WebDriverWait(browser, PATIENCE).until(lambda one: one.find_element(By.CSS_SELECTOR, css))


def complaints(browser: webdriver.Chrome) -> list[str]:
    """What the browser's console says against the page, refused scripts and styles among it."""
    return [
        entry["message"] for entry in browser.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")
    ]


def violations(browser: webdriver.Chrome) -> list[str]:
    found = Axe().run(browser)["violations"]
    return [f"{one['id']}: {node['html'][:150]}" for one in found for node in one["nodes"]]


def wide(browser: webdriver.Chrome, width: int, dark: bool = False) -> None:
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    scheme = {"features": [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", scheme)


def test_a_statement_is_found_by_keyboard_and_read_in_its_place(browser: webdriver.Chrome, site: str) -> None:
    wide(browser, 1280)
    browser.get(f"{site}/")
    browser.find_element(By.TAG_NAME, "body").send_keys("/")
    assert browser.switch_to.active_element.get_attribute("id") == "find"
    browser.switch_to.active_element.send_keys("spring", Keys.ENTER)
    hit = waited(browser, ".statement mark")
    assert hit.text == "spring"
    browser.find_element(By.CSS_SELECTOR, ".statement .below a[href*='#c']").click()
    target = waited(browser, ".mark:target")
    assert target.text == "the harbour may close in spring"
    assert waited(browser, "aside li.pointed").text.startswith("Ilse Brandt")
    assert complaints(browser) == []


def test_an_address_points_to_any_words_of_a_report(
    browser: webdriver.Chrome, site: str, own: Ledger
) -> None:
    report = own.reports(outlet="Harbour Post").items[0].id
    start = own.report(report).text.index("harbour stays")
    browser.get(f"{site}/l/harbour/reports/{report}#c{start}-{start + len('harbour stays')}")
    told = WebDriverWait(browser, PATIENCE).until(
        lambda one: one.execute_script(
            "const h = CSS.highlights.get('pointed'); return h && [...h][0].toString()"
        )
    )
    assert told == "harbour stays"


def test_a_change_is_seen_in_the_matrix(browser: webdriver.Chrome, site: str) -> None:
    wide(browser, 1280)
    browser.get(f"{site}/l/harbour/positions?as_of=2024-03-05")
    cell = waited(browser, ".cell.against")
    assert "Kestria: against" in cell.get_attribute("textContent")
    slider = waited(browser, "#slide")
    assert slider.is_displayed() and slider.get_attribute("aria-valuetext") == "2024-03-05"
    browser.execute_script(
        "arguments[0].value = arguments[0].max; arguments[0].dispatchEvent(new Event('input'));"
        "arguments[0].dispatchEvent(new Event('change'))",
        slider,
    )
    WebDriverWait(browser, PATIENCE).until(lambda one: "2024-03-07" in one.current_url)
    assert browser.find_elements(By.CSS_SELECTOR, ".cell.against") == []
    browser.find_element(By.CSS_SELECTOR, ".cell.for").click()
    waited(browser, ".claim .evidence")
    assert complaints(browser) == []


def test_figures_are_drawn_and_lead_on(browser: webdriver.Chrome, site: str) -> None:
    wide(browser, 1280)
    for name, marks in (("timeline", 4), ("conditions", 4)):
        browser.get(f"{site}/l/harbour/{name}")
        waited(browser, ".figure .main-svg .scatterlayer .points path")
        points = browser.find_elements(By.CSS_SELECTOR, ".figure .scatterlayer .points path")
        assert len(points) == marks
        assert complaints(browser) == [], name


def test_a_deadlock_is_read_and_a_supposition_answers_at_once(browser: webdriver.Chrome, site: str) -> None:
    wide(browser, 1280)
    browser.get(f"{site}/l/harbour/deadlocks")
    browser.find_element(By.LINK_TEXT, "the talks").click()
    words = waited(browser, ".deadlock").text
    assert "wait for each other" in words and "Ostrava needs: the truce for the talks." in words
    browser.find_element(By.LINK_TEXT, "What if").click()
    waited(browser, "input[name=drop]").click()
    WebDriverWait(browser, PATIENCE).until(lambda one: "drop=" in one.current_url)
    assert "0 deadlocks, 1 gone" in waited(browser, "section[aria-labelledby=after]").text


def test_a_doubt_is_judged_and_the_ledger_follows(
    browser: webdriver.Chrome, site: str, own: Ledger, tokens: Tokens
) -> None:
    wide(browser, 1280)
    token, _ = tokens.make("Ida Moor")
    browser.get(f"{site}/l/harbour/review?kind=outlet")
    assert browser.find_elements(By.CSS_SELECTOR, ".decide") == []
    browser.find_element(By.LINK_TEXT, "Sign in").click()
    waited(browser, "#token").send_keys(token, Keys.ENTER)
    waited(browser, ".doubt-card.current")
    browser.find_element(By.TAG_NAME, "body").send_keys("e")
    assert browser.switch_to.active_element.get_attribute("name") == "value"
    browser.switch_to.active_element.send_keys("The Pier", Keys.ENTER)
    waited(browser, ".empty")
    assert own.reports(outlet="The Pier").total == 1
    browser.get(f"{site}/l/harbour/judgements")
    assert "Ida Moor" in waited(browser, "tbody").text
    browser.find_element(By.CSS_SELECTOR, "tbody button").click()
    WebDriverWait(browser, PATIENCE).until(lambda _: own.reports(outlet="The Pier").total == 0)
    browser.delete_all_cookies()
    assert complaints(browser) == []


def test_what_waits_is_judged_by_keys_and_taken_back(
    browser: webdriver.Chrome, site: str, own: Ledger, tokens: Tokens
) -> None:
    wide(browser, 1280)
    token, _ = tokens.make("Max Ek")
    browser.get(f"{site}/sign-in?then=/l/harbour/review%3Fkind%3Dclaim")
    waited(browser, "#token").send_keys(token, Keys.ENTER)
    card = waited(browser, ".doubt-card.current")
    before = own.positions().total + own.conditions().total
    subject = card.find_element(By.CSS_SELECTOR, "input[name=subject]").get_attribute("value")
    browser.find_element(By.TAG_NAME, "body").send_keys("n")
    waited(browser, "[data-undo]")
    assert own.positions().total + own.conditions().total == before - 1
    assert [(one.verdict, one.by, one.subject) for one in own.judgements(only_open=True)] == [
        ("reject", "Max Ek", (subject,))
    ]
    browser.find_element(By.TAG_NAME, "body").send_keys("u")
    WebDriverWait(browser, PATIENCE).until(lambda _: own.judgements(only_open=True) == [])
    assert own.positions().total + own.conditions().total == before
    wide(browser, 320)
    browser.get(f"{site}/l/harbour/review")
    assert violations(browser) == []
    assert browser.execute_script("return document.documentElement.scrollWidth") <= 320
    browser.delete_all_cookies()
    assert complaints(browser) == []


def test_no_page_keeps_anybody_out(browser: webdriver.Chrome, site: str, addresses: list[str]) -> None:
    # The last of each kind: with a search or a goal where there is one, and the hostile report.
    kinds = {RECORD.sub("/ID", address.partition("?")[0]): address for address in addresses}
    wrong = []
    for number, address in enumerate(kinds.values()):
        wide(browser, WIDTHS[number % 2], dark=number % 3 == 0)
        browser.get(site + address)
        wrong += [f"{address} {one}" for one in violations(browser)]
        wide(browser, 320)
        across = browser.execute_script("return document.documentElement.scrollWidth")
        if across > 320:
            wrong.append(f"{address} is {across} pixels wide on a screen of 320")
        wrong += [f"{address} {one}" for one in complaints(browser)]
    assert wrong == []
    assert len(kinds) >= 18  # every page that there is


def test_a_script_in_a_report_does_not_run(browser: webdriver.Chrome, site: str, own: Ledger) -> None:
    hostile = own.reports(search="agree").items[0].id
    for page in (f"reports/{hostile}", "statements?search=agree", "reports", "outlets", ""):
        browser.get(f"{site}/l/harbour/{page}".rstrip("/"))
        assert browser.execute_script("return document.querySelectorAll('main img, main script').length") == 0
    assert complaints(browser) == []


def test_without_a_browser_it_is_said_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    reason = next(mark.kwargs["reason"] for mark in pytestmark if mark.name == "skipif")
    assert "apt-get install chromium chromium-driver" in reason
