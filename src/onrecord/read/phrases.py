"""What pages print around a report: closed lists of the phrases that are no part of anybody's story."""

import re

from onrecord.read.wordlists import words

_LONGEST = 220
_QUOTES = "\"'“”‘’«»„"


def _either(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_MORE_FROM = re.compile(
    r"(?:more|latest|most read|most popular|top stories|also)\s+"
    r"(?:(?:news|stories|headlines|articles|reports)\s+)?"
    r"(?:from|in|by|on)\s+(?:the\s+)?[\w'’&.\s-]{2,50}",
    re.IGNORECASE,
)

_TEASERS = _either(
    r"(?:please\s+)?(?:read|see|watch|listen|find out|learn)\s+(?:also|more|next|too|now|as well)"
    r"\s*(?:[:|»>→]|[-–—]\s)",
    r"also\s+(?:read|see|watch)\s*(?:[:|»>→]|[-–—]\s)",
    r"(?:related|recommended|see also|don['’]t miss|must read|up next|trending)\s*:\s",
    r"(?:related|recommended)\s+(?:article|story|stories|news|articles|reading|coverage)\s*:\s",
    r"most\s+(?:popular|read|viewed|watched|shared)(?:\s+(?:now|today|this week))?\s*:\s",
    r"(?:to\s+)?read\s+(?:more|the\s+(?:rest|full|original|whole|entire|complete))\b",
    r"click\s+(?:here|on|to)\b",
    r"(?:for\s+more|follow|see|visit|read)\s.{0,60}\bour\s+(?:live|dedicated|special|full)"
    r"\s+(?:page|blog|coverage|feed)\b",
)
# What may as well open a headline or a sentence: it counts only below the head, and without a full stop.
_LABELLED_TEASERS = _either(
    r"(?:more|watch|listen|explainer|opinion|analysis|comment|in pictures|in pics|gallery|live|podcast|video"
    r"|infographic|cartoon|next|previous|previously|quiz|interview|profile|background|earlier)\s*:\s",
    r"(?:more|also)\s+(?:\w+\s+){0,3}\w+\s*:\s",
)
_BOILERPLATE = _either(
    r"subscribe\s+(?:to|for|now|today|here|and|from)\b",
    r"sign\s+(?:me\s+)?up\s+(?:to|for|now|here|today|and)\b",
    r"sign\s+in\s+(?:to|or|with)\b",
    r"log\s*in\s+(?:to|or|with)\b",
    r"register\s+(?:to|for|now|here|free)\b",
    r"please\s+(?:log\s*in|sign\s+in|sign\s+up|register|subscribe|read\s+our|enable|be\s+(?:kind|polite|respectful)|wait)\b",
    r"start\s+your\s+(?:\w+\s+)?(?:trial|subscription|membership)\b",
    r"you\s+have\s+(?:\w+\s+)?(?:\w+\s+)?(?:free\s+)?(?:article|articles|story|stories)\s+(?:left|remaining|this)\b",
    r"you(?:['’]ve|\s+have)\s+reached\s+your\b",
    r"(?:this|our|the)\s+(?:web\s*site|site|page|app)\s+uses\s+cookies",
    r"(?:we|we\s+and\s+our\s+partners|cookies)\s+(?:use|store|help)\b.{0,80}\b(?:cookies|you|device)\b",
    r"by\s+(?:using|continuing|clicking|visiting|browsing|signing|subscribing|entering|submitting)\b.{0,120}"
    r"\b(?:cookies?|terms|privacy|policy|agree|accept)\b",
    r"your\s+e-?mail\s+address\s+will\s+not\s+be\s+published",
    r"required\s+fields\s+are\s+marked",
    r"follow\s+(?:us|our|me)\b",
    r"follow\s+.{1,60}\b(?:on\s+(?:twitter|x|facebook|instagram|telegram|whatsapp|threads|bluesky|linkedin|youtube|google"
    r"\s+news|social\s+media)\b|for\s+(?:live|more|the\s+latest|all\s+the\s+latest|breaking|regular)\b)",
    r"join\s+(?:us|our|the\s+conversation|the\s+discussion)\b.{0,80}(?:\b(?:on|telegram|whatsapp|channel|group|community|newsletter)\b|$)",
    r"download\s+(?:the|our)\b.{0,40}\bapps?\b",
    r"get\s+(?:the|our|all|your|more)\b.{0,80}\b(?:inbox|newsletters?|by\s+e-?mail|notifications|app)\b",
    r"(?:got|have)\s+(?:a|any)\s+(?:story|tip|news\s+tip|news|question|comment|feedback)s?\b.{0,60}[?]",
    r"(?:reach|ring|call|contact|e-?mail|write\s+to)\s+(?:us|the\s+(?:newsroom|newsdesk|news\s+desk|editor|author|reporter))\b",
    r"(?:copyright|©|\(c\)|&copy;)\s*(?:\d{4}|[A-Z(©])",
    r".{0,80}\ball\s+rights\s+reserved\b",
    r"(?:reproduction|republication|reprinting|reuse)\s+(?:only|without|of|in\s+whole|is|prohibited)\b",
    r"(?:this|a\s+version\s+of\s+this)\s+(?:article|story|report|piece|column|text)\s+(?:has\s+)?"
    r"(?:was\s+|is\s+|been\s+|were\s+)?(?:first\s+|originally\s+|also\s+|initially\s+)*"
    r"(?:appear(?:s|ed)|published|produced|ran|written|republished|reprinted|translated|syndicated)\b",
    r"support\s+(?:our|independent|quality|free)\s+(?:work|journalism|reporting|media)\b",
    r"if\s+you\s+(?:find|found|see|spot|notice|have\s+found)\s+(?:an?|any|this)\s+(?:error|mistake|typo|spelling|inaccuracy)",
    r"(?:found|seen|spotted|noticed)\s+(?:an?\s+)?(?:error|mistake|typo)\b",
    r".{0,80}\bjoin\s+(?:over\s+|more\s+than\s+)?\d[\d,.]*\s+(?:other\s+)?(?:members|readers|subscribers|supporters)\b",
    r"(?:to\s+)?(?:play|view|watch|see)\s+this\s+(?:video|content|page|media)\b.{0,60}\b(?:enable|browser|javascript|cookies)\b",
    r"(?:sorry,?\s+)?(?:your\s+browser|javascript|this\s+video)\s+(?:does\s+not|doesn['’]t|is\s+not|is\s+disabled|cannot|must|is\s+required)\b",
    r"(?:the\s+)?(?:views|opinions)\s+(?:and\s+\w+\s+)?expressed\b.{0,60}\b(?:author|writer|contributor|necessarily|own)\b",
    r"(?:share|tweet|email|print|save)\s+(?:this|on|via|to|with)\b.{0,60}$",
    r"(?:log|sign)\s+in\s+to\s+join\b",
    r"(?:enter|type)\s+your\s+(?:e-?mail|name|comment)\b",
    r"(?:thank\s+you|thanks)\s+for\s+(?:reading|subscribing|signing|visiting|your\s+(?:feedback|comment|support))\b",
    r"(?:estimated\s+)?reading\s+time\b",
    r"\d{1,3}\s*(?:min|mins|minutes?)\s+(?:read|to\s+read)$",
    r"(?:listen\s+to\s+(?:this|the)\s+(?:article|story)|this\s+(?:article|story)\s+is\s+more\s+than)\b",
    r"you\s+can\s+(?:watch|read|listen\s+to|hear|see|follow|contact|reach|subscribe|unsubscribe|find)\s+"
    r"(?:the\s+(?:full|whole)|our|more|us|all|it|this)\b",
)
_CAPTIONS = _either(
    r"(?:(?:file|archive|main|cover|lead|top|stock|illustrative)\s+)?(?:photos?|photographs?|pictures?|pictured|image|images|foto"
    r"|illustration|graphic|collage|caption)(?:\s+(?:credit|credits|by|source|courtesy|caption))?"
    r"(?:\s+of)?\s*(?::|©|\s/\s)",
    r"(?:photo|picture|image|photograph|illustration|graphic)s?\s+(?:by|courtesy)\s+[A-Z\u00c0-\u024f(]",
    r"(?:source|credit)s?\s+(?:of\s+)?(?:the\s+)?(?:photo|image|picture)s?\s*:",
    r"\(?(?:photo|picture|image|getty|credit)\s*[:/].{0,120}\)$",
)
_CAPTION_TAIL = _either(
    r"[(\[]\s*(?:file\s+)?(?:photos?|photograph|pictures?|images?|pic|credit|graphic|illustration)"
    r"\s*(?:[:/]|by\b|courtesy\b|from\b)[^()\[\]]{0,80}[)\]]\.?$",
    r"[(\[]\s*(?:(?:AP|AFP|EPA|Reuters|Getty|EFE|Xinhua|Shutterstock)\s*(?:Photo|Images|/|file)"
    r"|getty images|file photo|file image|illustrative (?:photo|image))[^()\[\]]{0,80}[)\]]\.?$",
    r"(?:^|[.!?)]\s+)(?:photo|photograph|picture|image)s?\s*(?:by\s|:\s|courtesy\s+of\s|/)[^.!?]{1,60}$",
)
_GLUED_CAPTION = re.compile(
    r"\s*(?:(?:file|illustrative)\s+)?(?:photo|picture|pictured|image|foto|video|illustration)s?"
    r"(?:\s+(?:credit|by|source))?\s*[:©]", re.IGNORECASE,
)  # fmt: skip
_CONTRIBUTORS = _either(
    r"(?:additional\s+)?(?:reporting|writing|editing|compiled|edited|translated|translation|production)\s+by\s+\S",
    r"(?:with\s+)?(?:additional\s+)?(?:reporting|information|files|material|input)\s+from\s+(?:the\s+)?[A-Z]",
    r"[A-Z\u00c0-\u024f].{0,160}\bcontributed\s+(?:to\s+this|reporting|research)\b",
    r"[A-Z\u00c0-\u024f].{0,160}\breported\s+from\s+[A-Z][^.]{2,80}\.?$",
    r"with\s+(?:AP|AFP|Reuters|agencies|wires)\b",
)
_CORRECTION = re.compile(
    r"(?:corrections?|clarifications?|editor['’]?s['’]?\s+note|erratum|amended|note to readers|update)\b",
    re.IGNORECASE,
)
_SHARE_CORE = frozenset(
    {"share", "print", "save", "tweet", "facebook", "twitter", "whatsapp", "telegram", "linkedin", "email"}
)
_CODES_THAT_ARE_WORDS = frozenset({"am", "as", "be", "he", "is", "it", "my", "no", "or", "so", "to"})
_COUNT = re.compile(r"[\s(\[]*\d[\d.,]*k?[)\]]*|[(\[]\s*\d*\s*[)\]]", re.IGNORECASE)
_WORDS = re.compile(r"[^\s|/•·,;:()\[\]]+")


def _label(line: str) -> str:
    return _COUNT.sub("", line).strip(" .:!…*+>»›→←<«|-–—").casefold()


def is_boilerplate(line: str) -> bool:
    """Whether a whole line is a label, notice or invitation of the page."""
    if len(line) > _LONGEST or line[:1] in _QUOTES:
        return False
    return _label(line) in words("labels") or bool(_BOILERPLATE.match(line)) or _is_share_bar(line)


def is_teaser(line: str) -> bool:
    """Whether a whole line points to another report."""
    return len(line) <= _LONGEST and line[:1] not in _QUOTES and bool(_TEASERS.match(line.lstrip(">»→•- ")))


def is_labelled_teaser(line: str) -> bool:
    """Whether a line below the head is a headline with a label before it: "Opinion: ..."."""
    return (
        len(line) <= _LONGEST and not line.endswith((".", "!", "…")) and bool(_LABELLED_TEASERS.match(line))
    )


def is_teaser_heading(line: str) -> bool:
    """Whether a line is a heading over a list of other reports."""
    if len(line) > 60 or line[:1] in _QUOTES or line.endswith((".", "?", ",")):
        return False
    return _label(line) in words("teaser-headings") or bool(_MORE_FROM.fullmatch(line.strip(" :")))


def is_caption(line: str) -> bool:
    """Whether a line is a caption, or the credit of a picture, by what labels it."""
    if len(line) > 2 * _LONGEST or line[:1] in _QUOTES:
        return False
    return bool(_CAPTIONS.match(line)) or bool(_CAPTION_TAIL.search(line[-160:]))


def glued_caption(line: str, title: str) -> bool:
    """Whether a line is the title with a caption stuck to its end."""
    return bool(title) and line.startswith(title) and bool(_GLUED_CAPTION.match(line[len(title) :]))


def is_contributors(line: str) -> bool:
    """Whether a line names who else worked on the report."""
    return len(line) <= 2 * _LONGEST and bool(_CONTRIBUTORS.match(line))


def is_correction(line: str) -> bool:
    """Whether a line begins a correction, which is part of the record and stays."""
    return bool(_CORRECTION.match(line.lstrip("*[( ")))


def is_language_switcher(line: str) -> bool:
    """Whether a line is nothing but names or codes of languages; half of the codes are known ones."""
    tokens = _WORDS.findall(line)
    known = sum(token.casefold() in words("languages") for token in tokens)
    codes = all(len(token) == 2 and token.isalpha() for token in tokens)
    return (
        2 <= len(tokens) <= 40
        and not all(token in _CODES_THAT_ARE_WORDS for token in tokens)
        and len({token.casefold() for token in tokens}) == len(tokens)
        and (
            known == len(tokens)
            or (codes and 2 * known >= len(tokens) and (line.isupper() or line.islower()))
        )
    )


def is_navigation(line: str) -> bool:
    """Whether a line is a row of short labels with strokes between them: "Live / Politics / Weather"."""
    if len(line) > _LONGEST or not any(mark in line for mark in "|/•·›»>"):
        return False
    parts = [part.strip() for part in re.split(r"\s+[/•·›»>]\s+|\s*\|\s*", line)]
    return len(parts) >= 3 and all(0 < len(part) <= 32 and part[-1] not in ".!?" for part in parts)


def _is_share_bar(line: str) -> bool:
    tokens = [token.casefold() for token in _WORDS.findall(_COUNT.sub(" ", line))]
    return (
        2 <= len(tokens) <= 14
        and all(token in words("sharing") for token in tokens)
        and sum(token in _SHARE_CORE for token in tokens) >= 2
    )
