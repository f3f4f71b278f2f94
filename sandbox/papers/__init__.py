"""Papers and notices as they are drawn, on the desk and in print."""
