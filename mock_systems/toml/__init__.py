"""Files that people write: TOML in, or what is wrong with it in words they can act on."""
