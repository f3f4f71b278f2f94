"""Contests: their rounds, the sittings of contestants, and what ends them."""
