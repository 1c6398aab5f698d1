"""Text of HTML, PDF and Word documents, with their lists and headings as lines.

One module a format; each gives plain text that `parsing.structure` can read, or a typed failure that says what is
wrong with the file. Start at `to_text`, which tells the formats apart.
"""
