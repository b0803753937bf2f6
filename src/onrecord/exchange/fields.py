"""The types of records and their fields, read off the schema: a new type is in every format by itself."""

from collections.abc import Iterable, Iterator, Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NotRequired, Required, Union, get_args, get_origin, get_type_hints

from onrecord.exchange import schema

RecordDict = Mapping[str, Any]
"""A record as `json.loads` gives it."""


def record_types() -> dict[str, type]:
    """The class of each type of record, in the order of the schema."""
    classes = get_args(get_args(schema.Record)[0])
    return {get_args(field_types(one)["type"])[0]: one for one in classes}


def field_types(record: type) -> dict[str, Any]:
    """The fields of a class of records with their types, in order, without `Annotated` and `NotRequired`."""
    return {name: bare(hint) for name, hint in get_type_hints(record).items()}


def bare(hint: Any) -> Any:
    """A type without what is said about it."""
    while get_origin(hint) in (Annotated, NotRequired, Required):
        hint = get_args(hint)[0]
    return hint


def without_none(hint: Any) -> Any:
    """A type without the None that it may be."""
    hint = bare(hint)
    if get_origin(hint) in (Union, UnionType):
        left = [bare(part) for part in get_args(hint) if part is not NoneType]
        return left[0] if len(left) == 1 else hint
    return hint


def is_id(hint: Any) -> bool:
    """Whether a field holds an id of another record, or several."""
    while get_origin(hint) in (NotRequired, Required):
        hint = get_args(hint)[0]
    if hint == schema.Id:
        return True
    if get_origin(hint) is Annotated:
        return is_id(get_args(hint)[0])
    if get_origin(hint) in (Union, UnionType, list):
        return any(is_id(part) for part in get_args(hint))
    return False


def is_record(hint: Any) -> bool:
    """Whether a type is an object with fields of its own."""
    return isinstance(hint, type) and issubclass(hint, dict) and bool(getattr(hint, "__annotations__", None))


def is_text(hint: Any) -> bool:
    """Whether a type is text, or one of some words."""
    literal = get_origin(hint) is Literal and all(isinstance(word, str) for word in get_args(hint))
    return hint is str or literal


def by_type(records: Iterable[RecordDict]) -> dict[str, list[RecordDict]]:
    """Records sorted by their type, in the order of the schema; a type that has none has no place."""
    found: dict[str, list[RecordDict]] = {}
    for record in records:
        found.setdefault(record["type"], []).append(record)
    order = [*record_types(), *found]
    return {kind: found[kind] for kind in dict.fromkeys(order) if kind in found}


def names(records: Iterable[RecordDict]) -> dict[str, str]:
    """What a person would call the records that have a name: actors, issues, reports."""
    return dict(_named(records))


def _named(records: Iterable[RecordDict]) -> Iterator[tuple[str, str]]:
    for record in records:
        if record["type"] == "report":
            outlet, title = record.get("outlet") or "", record.get("title") or ""
            yield record["id"], ": ".join(part for part in (outlet, title) if part)
        elif record.get("name") or record.get("label"):
            yield record["id"], str(record.get("name") or record.get("label"))
