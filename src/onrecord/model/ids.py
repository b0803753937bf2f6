"""Stable ids: content hashes of what a record rests on, the same on every machine."""

from hashlib import sha256

PREFIXES = {
    "report": "rep",
    "actor": "act",
    "attribution": "att",
    "judgement": "jud",
    "issue": "iss",
    "event": "eve",
    "position": "pos",
    "condition": "con",
    "deadlock": "dea",
    "unlocking": "unl",
    "utterance": "utt",
    "change": "cha",
    "conflict": "cfl",
}
DIGITS = 16


def text_hash(text: str) -> str:
    """The sha256 of a text's UTF-8 form, as 64 hex digits."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def stable_id(record_type: str, *parts: str) -> str:
    """The id of a record, such as `att-3f9c0a5b7e21d846`.

    Args:
        record_type: a key of `PREFIXES`.
        parts: what the record rests on: the report's id, a role, a quotation, its occurrence. Never
            a row number, a score or a time, or ids would not survive a rebuild.

    Returns:
        The type's prefix, a hyphen and 16 hex digits.
    """
    joined = "\x1f".join((record_type, *parts))
    return f"{PREFIXES[record_type]}-{text_hash(joined)[:DIGITS]}"
