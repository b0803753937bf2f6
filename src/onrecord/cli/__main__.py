"""`python -m onrecord.cli` is `onrecord`."""

import sys

from onrecord.cli import main

sys.exit(main())
