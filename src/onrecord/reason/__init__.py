"""What stands in the way: deadlocks, what would have to move, what-if and history, on plain records."""

from onrecord.reason.answers import Answer, Finding, Shape, Status, Way
from onrecord.reason.asking import deadlocks, unlock
from onrecord.reason.question import Material, Order, Question

__all__ = [
    "Answer",
    "Finding",
    "Material",
    "Order",
    "Question",
    "Shape",
    "Status",
    "Way",
    "deadlocks",
    "unlock",
]
