"""Draft roles from what postings propose: pure functions over stored rows."""
