"""The role library: loading the seed, reading a version of it, and the few writes that runs may make."""
