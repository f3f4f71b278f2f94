"""The synthetic population: built once from a seed, read by every world, never written again."""
