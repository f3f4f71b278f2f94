"""Proving: that the points of a script follow right and wrong."""
