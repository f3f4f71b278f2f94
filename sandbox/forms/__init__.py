"""Forms: drawn from the declarations of operations, and read back from what was typed."""
