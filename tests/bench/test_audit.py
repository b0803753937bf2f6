"""What .ci/audit makes of pip-audit's answers: faults, none, and no answer are three things."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

AUDIT = Path(__file__).parents[2] / ".ci" / "audit"
FINE = {"name": "click", "version": "8.1", "vulns": []}
FAULT = {"id": "PYSEC-1", "fix_versions": ["3.3"], "description": "Reads what it should not."}
FAULTY = {"name": "networkx", "version": "3.2", "vulns": [FAULT]}
UNKNOWN = {"name": "plotly", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("answer", "code", "says"),
    [
        (json.dumps({"dependencies": [FINE]}), 0, "1 dependencies looked up, 0 known faults."),
        (json.dumps({"dependencies": [FINE, FAULTY]}), 1, "networkx 3.2: PYSEC-1, mended in 3.3."),
        (json.dumps({"dependencies": [FAULTY, UNKNOWN]}), 1, "1 known faults"),
        (json.dumps({"dependencies": [FINE, UNKNOWN]}), 3, "Nothing is known of 1: plotly"),
        ("", 3, "can't be asked"),
    ],
)
def test_what_is_not_known_is_not_called_safe(answer: str, code: int, says: str, tmp_path: Path) -> None:
    program = tmp_path / "pip-audit"
    program.write_text(f"#!{sys.executable}\nprint({answer!r})\n")
    program.chmod(0o755)
    run = subprocess.run([sys.executable, AUDIT, program], capture_output=True, text=True, check=False)
    assert run.returncode == code
    assert says in run.stdout + run.stderr
