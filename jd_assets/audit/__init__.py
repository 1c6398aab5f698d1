"""Whether what is stored agrees with itself: asked of a live database, by hand and every night."""
