"""Judging: marks with their evidence, the log stepped through, and rulings in front of marks."""
