"""What a report's words amount to: positions, conditions and events, and the patterns that found them."""

from onrecord.interpret.interpreting import Claims, interpret

__all__ = ["Claims", "interpret"]
