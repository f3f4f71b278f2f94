"""Tests of scenarios.proving."""
