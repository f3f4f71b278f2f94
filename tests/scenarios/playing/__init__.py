"""Tests of scenarios.playing."""
