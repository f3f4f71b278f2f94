"""Authoring: case scripts as their authors read them. They are answer keys, and for authors alone."""
