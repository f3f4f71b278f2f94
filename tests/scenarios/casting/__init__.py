"""Tests of scenarios.casting."""
