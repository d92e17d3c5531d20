"""A branch's room and hours, as those see and change them who furnish it."""

from app.services.places.furnishing.closures import BookedDay, Closing, booked_days
from app.services.places.furnishing.edits import Edit
from app.services.places.furnishing.guard import Coming, list_coming
from app.services.places.furnishing.pace import Pace, change_pace, read_pace
from app.services.places.furnishing.plans import FloorPlan, FloorSection, FloorTable, read_plan
from app.services.places.furnishing.rule_edits import add_rule, change_rule, remove_rule, switch_rule
from app.services.places.furnishing.rules import HoursRule, RuleWish, get_rule, list_rules
from app.services.places.furnishing.sections import SectionWish, add_section, change_section, remove_section
from app.services.places.furnishing.tables import TablesWish, TableWish, add_tables, change_table, remove_table

__all__ = [
    "BookedDay",
    "Closing",
    "Coming",
    "Edit",
    "FloorPlan",
    "FloorSection",
    "FloorTable",
    "HoursRule",
    "Pace",
    "RuleWish",
    "SectionWish",
    "TableWish",
    "TablesWish",
    "add_rule",
    "add_section",
    "add_tables",
    "booked_days",
    "change_pace",
    "change_rule",
    "change_section",
    "change_table",
    "get_rule",
    "list_coming",
    "list_rules",
    "read_pace",
    "read_plan",
    "remove_rule",
    "remove_section",
    "remove_table",
    "switch_rule",
]
