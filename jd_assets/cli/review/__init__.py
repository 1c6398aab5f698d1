"""`jd-assets review`: list the cards, show one, approve, merge, reject, undo, and the history.

`group` puts the commands together, `queue` reads, `settle` writes, `history` tells what was decided.
What they do lies in `review`; nothing is decided here.
"""
