"""Skills read out of postings: a vocabulary matched in one pass, rules on context, and discovery of what it lacks."""
