"""The counter: calling, talking, papers, applications, notices, closing."""

from mock_systems.hall import applications, closing, notices, papers, rule_sheet, talk

__all__ = ["applications", "closing", "notices", "papers", "rule_sheet", "talk"]
