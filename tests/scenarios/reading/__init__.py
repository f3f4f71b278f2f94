"""Tests of scenarios.reading."""
