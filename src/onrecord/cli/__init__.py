"""The command line: `onrecord init`, `add`, `attributions`, `show` and the rest."""
