"""The counter: what a contestant sees and does at the window."""
