"""Attributions: source, cue and content, found in one report."""
