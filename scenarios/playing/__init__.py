"""Playing: steps of a script on a world, and what the grader makes of them."""
