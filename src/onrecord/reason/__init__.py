"""What stands in the way: deadlocks, what would have to move, what-if and history, on plain records."""

from onrecord.reason.answers import Answer, Finding, Shape, Status, Way
from onrecord.reason.asking import deadlocks, unlock
from onrecord.reason.history import Episode, History, history
from onrecord.reason.question import Material, Order, Question
from onrecord.reason.supposing import WhatIf, ids_in, suppose, supposed, what_if

__all__ = [
    "Answer",
    "Episode",
    "Finding",
    "History",
    "Material",
    "Order",
    "Question",
    "Shape",
    "Status",
    "Way",
    "WhatIf",
    "deadlocks",
    "history",
    "ids_in",
    "suppose",
    "supposed",
    "unlock",
    "what_if",
]
