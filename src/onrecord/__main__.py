"""`python -m onrecord`: the same as the command `onrecord`, for whoever hasn't the command on the path."""

import sys

from onrecord.cli import main

if __name__ == "__main__":
    sys.exit(main())
