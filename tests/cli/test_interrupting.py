"""Ctrl-C at any moment: a line or nothing, never where the program stood."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

AT_IMPORT = """
import os, signal, sys

class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            sys.meta_path.remove(self)
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupting())
from onrecord.cli import main
sys.exit(main({arguments!r}))
"""


def interrupted_at(module: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """A command in a process of its own that gets Ctrl-C when it begins to load a module."""
    code = AT_IMPORT.format(module=module, arguments=list(arguments))
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )


def test_while_commands_are_loaded_it_ends_without_a_word() -> None:
    ended = interrupted_at("onrecord.cli.commands", "reports")
    assert (ended.returncode, ended.stdout, ended.stderr) == (-signal.SIGINT, "", "")


@pytest.mark.parametrize(
    ("command", "hint"),
    [
        (("reports",), ""),
        (("add", "nothing.txt"), " What was reported as added is kept."),
        (("rebuild",), " Give the same command again: it goes on where it stopped."),
    ],
)
def test_a_command_says_what_is_left_of_its_work(tmp_path: Path, command: tuple[str, ...], hint: str) -> None:
    ended = interrupted_at("onrecord.ledger", *command, "--db", str(tmp_path / "talks.db"))
    assert ended.returncode == 130
    assert (ended.stdout, ended.stderr.strip()) == ("", f"onrecord: Interrupted.{hint}")


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="processes are counted in /proc")
@pytest.mark.parametrize("delay", [0.0, 0.3, 1.5])
def test_workers_end_without_a_word(tmp_path: Path, reports: Path, delay: float) -> None:
    path = tmp_path / "talks.db"
    onrecord = [sys.executable, "-m", "onrecord"]
    subprocess.run([*onrecord, "init", str(path)], check=True, capture_output=True)
    command = [*onrecord, "add", str(reports), "--jobs", "2", "--db", str(path)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as running:
        children = Path(f"/proc/{running.pid}/task/{running.pid}/children")
        for _ in range(600):
            if len(children.read_text().split()) > 1:  # a worker beside the tracker of what workers share
                break
            time.sleep(0.05)
        time.sleep(delay)
        os.killpg(running.pid, signal.SIGINT)
        _, said = running.communicate(timeout=60)
    assert running.returncode in (0, 130)  # 0 where all was added just before
    assert said.strip() in ("", "onrecord: Interrupted. What was reported as added is kept.")
