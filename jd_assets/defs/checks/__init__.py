"""Asset checks on the things that must never be false."""
