"""Commands for those who would rather look than read: serve, token."""

from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.options import ledger_address, with_json
from onrecord.cli.output import bold, note, print_items, print_json
from onrecord.errors import OnrecordError, UsageError

if TYPE_CHECKING:
    from socket import socket

    from onrecord.web import Tokens
    from onrecord.web.tokens import Token

with_tokens = click.option(
    "--tokens",
    metavar="FILE",
    type=click.Path(path_type=Path),
    envvar="ONRECORD_TOKENS",
    default=None,
    help="The file of tokens, if not in your folder for settings.",
)


@click.command(short_help="Open ledgers as pages in the browser.")
@click.argument("ledgers", nargs=-1, envvar="ONRECORD_DB", metavar="[LEDGER]...")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 for any that is free."
)
@click.option("--public-read-only", is_flag=True, help="Let anybody read, and nobody write.")
@click.option("--host-name", "names", multiple=True, help="A name that the site may be called by.")
@with_tokens
def serve(
    ledgers: tuple[str, ...],
    host: str,
    port: int,
    public_read_only: bool,
    names: tuple[str, ...],
    tokens: Path | None,
) -> None:
    """Open ledgers as pages to look at, and the same as JSON.

    The site is for this machine alone. At another address than 127.0.0.1, readers need a token (`onrecord
    token`), or --public-read-only. To judge and to add reports takes a token anywhere. Stop it with Ctrl-C.
    """
    import uvicorn

    from onrecord.ledger import Ledger
    from onrecord.web import Settings, create_app

    if not ledgers:
        ledger_address("")
    settings = Settings(
        host=host, public_read_only=public_read_only, hosts=frozenset(name.lower() for name in names)
    )
    kept = _kept(tokens)
    if not settings.open_to_read and not kept.all():
        raise UsageError(
            f"At {host} others can reach the site, and there is no token that they could read it with.",
            "Make one with `onrecord token --for NAME`, or give --public-read-only.",
        )
    with ExitStack() as stack:
        opened = [stack.enter_context(Ledger.open(ledger)) for ledger in ledgers]
        app = create_app(opened, settings, kept)
        config = uvicorn.Config(
            app, log_level="warning", server_header=False, h11_max_incomplete_event_size=32_768
        )
        listening = _listen(host, port)
        stack.callback(listening.close)
        bound = listening.getsockname()[1]
        shown = f"[{host}]" if ":" in host else host
        click.echo(f"Open {bold(f'http://{shown}:{bound}/')} in a browser; Ctrl-C ends it.")
        if settings.local and not kept.all():
            note("To judge or add reports on the pages, make a token: onrecord token --for NAME")
        with suppress(KeyboardInterrupt):  # as was announced: Ctrl-C ends it
            uvicorn.Server(config).run(sockets=[listening])


@click.command(short_help="Let somebody write on the pages.")
@click.option("--for", "name", metavar="NAME", default="", help="Who it is for; judgements carry the name.")
@click.option("--list", "listed", is_flag=True, help="List whom tokens were given to.")
@click.option("--revoke", metavar="ID", default="", help="Make a token worthless.")
@with_tokens
@with_json
def token(name: str, listed: bool, revoke: str, tokens: Path | None, as_json: bool) -> None:
    """Make a token, with which somebody may judge and add reports on the pages of `onrecord serve`.

    It is shown once: what is kept is a hash, in a file of yours, not in the ledger.
    """
    kept = _kept(tokens)
    if sum(map(bool, (name, listed, revoke))) != 1:
        raise UsageError("Make a token, list them, or revoke one.", "Give --for NAME, --list or --revoke ID.")
    if name:
        made, token_ = kept.make(name)
        if as_json:
            print_json({"ok": True, "item": {**_record(token_), "token": made}})
            return
        click.echo(made)
        note(f"That is {token_.name}'s token ({token_.id}). It is shown this once.")
        return
    found = [kept.revoke(revoke)] if revoke else kept.all()
    if as_json:
        print_items([_record(one) for one in found])
        return
    for one in found:
        click.echo(f"{one.id}  {one.made[:10]}  {one.name}" + ("  revoked" if revoke else ""))
    if not found:
        note("There are no tokens. Make one: onrecord token --for NAME")


def _kept(path: Path | None) -> "Tokens":
    from onrecord.web import Tokens
    from onrecord.web.tokens import usual_path

    return Tokens(path or usual_path())


def _record(token_: "Token") -> dict[str, str]:
    return {"type": "token", "id": token_.id, "name": token_.name, "made": token_.made}


def _listen(host: str, port: int) -> "socket":
    """A socket that listens, so that a port that is taken is told before anything starts."""
    from socket import SO_REUSEADDR, SOCK_STREAM, SOL_SOCKET, getaddrinfo, socket

    try:
        family = getaddrinfo(host, port, type=SOCK_STREAM)[0][0]
        listening = socket(family, SOCK_STREAM)
        listening.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        try:
            listening.bind((host, port))
        except OSError:
            listening.close()
            raise
    except OSError as error:
        raise OnrecordError(
            f"Nothing can listen at {host}, port {port}: {error.strerror or error}.", "Give another --port."
        ) from error
    return listening
