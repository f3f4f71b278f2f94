"""Organising: a round of a contest as it goes, and the sheets that are signed after it."""
