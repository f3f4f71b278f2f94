"""Tests that mirror the packages; `browser` works whole cases, `bench` and `book` measure."""
