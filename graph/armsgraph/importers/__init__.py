"""A foreign table → claims as Turtle: one file per kind of table."""

from armsgraph.importers.spreadsheet import Imported, spreadsheet, template
from armsgraph.importers.stub import stub

__all__ = ["Imported", "spreadsheet", "stub", "template"]
