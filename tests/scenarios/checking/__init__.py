"""Tests of scenarios.checking."""
