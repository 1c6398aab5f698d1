"""What runs teach the library: planned from their payloads, written by `library.teaching`, reported in API 3."""
