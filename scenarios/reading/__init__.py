"""Reading case scripts: what a file may say, where each part of it stands."""
