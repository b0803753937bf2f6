"""The helper of these tests under a name that they can import."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
