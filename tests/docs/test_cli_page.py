"""The help pages in the docs are those of the commands, and no command is left out."""

import importlib.util
from pathlib import Path

from onrecord.cli import onrecord

DOCS = Path(__file__).parents[2] / "docs"


def test_help_pages_are_up_to_date() -> None:
    spec = importlib.util.spec_from_file_location("make_cli_page", DOCS / "make_cli_page.py")
    assert spec and spec.loader
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    page = (DOCS / "reference" / "cli.md").read_text(encoding="utf-8")
    assert page == maker.page(), "run `make cli-pages` and commit the page"


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
