"""Casting: a script of one variant as names, records and answer key."""
