"""Knowledge or Network → file: one file per format."""

from armsgraph.exports.graphml import graphml

__all__ = ["graphml"]
