"""One attempt: the one door to it, its journal, and its state after every action."""
