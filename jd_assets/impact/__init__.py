"""Which stored decisions another version of the library would make otherwise."""
