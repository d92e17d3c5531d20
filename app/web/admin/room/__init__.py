"""The room of a branch and its hours: sections, tables, who stays how long, when tables may be had."""
