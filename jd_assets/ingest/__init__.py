"""Turns what arrives (files, folders, drops) into postings with an identity, and keeps what cannot be turned.

Documents become text in `documents`. Nothing is read out of a posting here: that is `parsing`.
Start at `files` and `register`, the one function through which every posting is stored.
"""
