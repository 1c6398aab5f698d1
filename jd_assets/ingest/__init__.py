"""Turns what arrives (files, folders, drops) into postings with an identity, and keeps what cannot be turned."""
