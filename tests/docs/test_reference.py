"""The reference is what the code says, and leaves nothing out."""

import importlib.util
from pathlib import Path

from onrecord.cli import onrecord
from onrecord.exchange.schema import schema

DOCS = Path(__file__).parents[2] / "docs"


def test_help_pages_and_schema_are_up_to_date() -> None:
    spec = importlib.util.spec_from_file_location("make_reference", DOCS / "make_reference.py")
    assert spec and spec.loader
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    for path, text in maker.files().items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name}: run `make reference`, and commit it"


def test_every_field_of_the_records_is_documented() -> None:
    page = (DOCS / "reference" / "records.md").read_text(encoding="utf-8")
    for name, definition in schema()["$defs"].items():
        for field in definition["properties"]:
            shown = f"`{field}`" in page or f'"{field}"' in page
            assert field in ("type", "id") or shown, f"{name}.{field}"


def test_every_command_and_option_is_documented() -> None:
    page = (DOCS / "reference" / "cli.md").read_text(encoding="utf-8")
    for name, command in onrecord.commands.items():
        assert f"\n## onrecord {name}\n" in page
        assert command.help, name
        for parameter in command.params:
            if parameter.param_type_name == "option":
                assert getattr(parameter, "help", None), f"{name} {parameter.opts}"


def test_every_command_is_shown_at_work() -> None:
    pages = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("tutorial", "how-to")
        for path in sorted((DOCS / folder).rglob("*.md"))
    )
    missing = [name for name in onrecord.commands if f"$ onrecord {name}" not in pages]
    assert not missing, f"no example of {missing} in docs/tutorial or docs/how-to"
