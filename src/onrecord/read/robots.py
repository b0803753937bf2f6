"""What a site asks of programs that fetch from it: its robots.txt, read as RFC 9309 says."""

from collections.abc import Callable
from dataclasses import dataclass

from protego import Protego

from onrecord.errors import FetchError

ROBOTS_LIMIT = 512_000
"""How much of a robots.txt is read; RFC 9309 (2.5) asks for at least 500 KiB."""

LONGEST_DELAY = 30.0
"""The longest pause between two requests that a site's `Crawl-delay` is granted, in seconds."""


@dataclass(frozen=True, slots=True)
class RobotsAnswer:
    """What a server gave for its robots.txt.

    Attributes:
        status: the HTTP status of the last answer.
        text: its contents.
    """

    status: int
    text: str = ""


class RobotsRules:
    """The rules of every site asked so far.

    Args:
        get: fetches the robots.txt at an address.
        agent: the name that the rules may address, such as `onrecord`.
        now: gives the time in seconds.
        keep: for how many seconds an answer holds; RFC 9309 (2.4) allows a day.
    """

    def __init__(
        self, get: Callable[[str], RobotsAnswer], agent: str, now: Callable[[], float], keep: float = 86_400.0
    ) -> None:
        self._get = get
        self._agent = agent
        self._now = now
        self._keep = keep
        self._known: dict[str, tuple[float, Protego | None]] = {}

    def check(self, origin: str, url: str) -> float:
        """Whether a page may be fetched.

        Args:
            origin: scheme, host and port: `https://example.org`.
            url: the page's address.

        Returns:
            The pause that the site asks for between two requests, in seconds.

        Raises:
            FetchError: the site asks programs not to fetch the page, or its rules cannot be reached
                (which RFC 9309, 2.3.1.4, takes as a refusal of everything).
        """
        rules = self._rules(origin)
        if rules is None:
            raise FetchError(
                f"{url} is not fetched: {origin}/robots.txt gives an error, so nobody knows what is allowed.",
                "Try again later, or save the page to a file and add that.",
            )
        if not rules.can_fetch(url, self._agent):
            raise FetchError(
                f"{url} is not fetched: the site's robots.txt asks programs to leave it alone.",
                "Save the page to a file and add that, if you may.",
                lasting=True,
            )
        return min(rules.crawl_delay(self._agent) or 0.0, LONGEST_DELAY)

    def _rules(self, origin: str) -> Protego | None:
        known = self._known.get(origin)
        if known is not None and self._now() - known[0] < self._keep:
            return known[1]
        answer = self._get(f"{origin}/robots.txt")
        rules: Protego | None
        if 200 <= answer.status < 300:
            rules = Protego.parse(answer.text)
        elif 300 <= answer.status < 500 and answer.status != 429:
            rules = Protego.parse("")  # there are none (2.3.1.3), or too many redirects to them (2.3.1.2)
        else:
            rules = None
        if rules is not None:  # an outage is asked about again, a rule is kept
            self._known[origin] = (self._now(), rules)
        return rules
