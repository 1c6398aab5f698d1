"""What a model claims of a posting's skills: held against the text, named, and merged with what the rules found.

`places` looks for the words that prove a claim, `names` says what the skill is called, `leftovers` which finds of the
rules stay that the model left out. Start at `merge`.
"""
