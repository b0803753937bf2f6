"""All commands in one group, and what becomes of their errors.

Commands import what is heavy when they run, so that `--help` answers at once.
"""

import os
import sys
from collections.abc import Sequence

import click

from onrecord.cli import (
    adding,
    archive,
    asking,
    corrections,
    doctor,
    exporting,
    judging,
    keeping,
    reasoning,
    serving,
    tracking,
    wanting,
    watching,
)
from onrecord.cli.output import FAILED, FINE, INTERRUPTED, USAGE, prepare_streams, print_error
from onrecord.errors import OnrecordError, UsageError
from onrecord.version import __version__


class InOrder(click.Group):
    """Commands listed in the order of work instead of the alphabet's."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands."""
        return list(self.commands)


@click.group(
    cls=InOrder,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96},
    epilog="Name the ledger with --db FILE, or once for all with ONRECORD_DB. "
    "Exit codes: 0 fine, 1 failed, 2 wrong usage, 3 some inputs failed, 4 check found a mismatch.",
)
@click.version_option(__version__, "-V", "--version", prog_name="onrecord", message="%(prog)s %(version)s")
def onrecord() -> None:
    """Keep the record of a negotiation: who said what, traced to the exact words.

    Begin with `onrecord init talks.db`, then `onrecord add` the reports, then ask: `onrecord attributions`.
    """


for command in (
    keeping.init,
    adding.add,
    adding.extract,
    watching.watch,
    asking.attributions,
    asking.show,
    asking.reports,
    asking.actors,
    wanting.positions,
    wanting.conditions,
    wanting.issues,
    tracking.utterances,
    tracking.changes,
    tracking.conflicts,
    tracking.copies,
    corrections.corrections,
    reasoning.deadlocks,
    reasoning.unlock,
    reasoning.whatif,
    judging.judge,
    judging.judgements,
    judging.close,
    keeping.check,
    exporting.export,
    exporting.brief,
    exporting.import_,
    serving.serve,
    serving.token,
    keeping.rebuild,
    keeping.upgrade,
    keeping.backup,
    keeping.copy,
    keeping.recover,
    keeping.remove,
    archive.archive,
    doctor.doctor,
):
    onrecord.add_command(command)


CHANGING = {"add", "archive", "import", "judge", "rebuild", "remove", "upgrade", "watch"}
"""Commands whose work is cut short where nobody reads what they print; others have only less to say."""


AFTER_INTERRUPTION = {
    "add": "What was reported as added is kept.",
    "watch": "What was reported as added is kept.",
    "archive": "Give the same command again: it goes on where it stopped.",
    "rebuild": "Give the same command again: it goes on where it stopped.",
}


def run(arguments: Sequence[str]) -> int:
    """Run a command, and say in a line what kept it from its end.

    Args:
        arguments: what stands after `onrecord`.

    Returns:
        The exit code: 0 fine, 1 failed, 2 usage, 3 some inputs failed, 4 a mismatch, 130 interrupted.
    """
    as_json = "--json" in arguments
    prepare_streams()
    try:
        code = onrecord.main(list(arguments), prog_name="onrecord", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else FINE
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return USAGE
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "onrecord"
        print_error(UsageError(error.format_message(), f"See `{command} --help`."), as_json)
        return USAGE
    except click.ClickException as error:
        print_error(OnrecordError(error.format_message()), as_json)
        return error.exit_code
    except UsageError as error:
        print_error(error, as_json)
        return USAGE
    except OnrecordError as error:
        print_error(error, as_json)
        return FAILED
    except (BrokenPipeError, SystemExit):  # click makes the latter of the former, and of nothing else here
        _give_up_quietly()
        return FAILED if arguments[0] in CHANGING else FINE
    except (KeyboardInterrupt, click.Abort):
        command = next((word for word in arguments if word in onrecord.commands), "")
        print_error(OnrecordError("Interrupted.", AFTER_INTERRUPTION.get(command, "")), as_json)
        return INTERRUPTED


def _give_up_quietly() -> None:
    """Let the interpreter close a broken pipe without a word: whoever read it has had enough."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
