"""Whole cases in Chromium, found by role and label as a person finds things."""
