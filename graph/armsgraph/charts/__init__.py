"""Network, or knowledge → a page to look at. One file each; this is the table of contents."""

from armsgraph.charts.link import link_chart
from armsgraph.charts.report import report

__all__ = ("link_chart", "report")
