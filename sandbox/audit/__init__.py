"""Checking what was kept: whether anything was changed, cut off, added or put in another's place."""
