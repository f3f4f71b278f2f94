"""The documents, and the lists in them that repeat what the product says of itself."""
