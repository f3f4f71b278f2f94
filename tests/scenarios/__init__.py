"""Tests of case scripts: reading, casting, rehearsing, proving."""
