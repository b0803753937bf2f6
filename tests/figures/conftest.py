"""Lets the tests import what is made for them by name."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
