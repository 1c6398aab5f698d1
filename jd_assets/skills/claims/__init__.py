"""What a model claims of a posting's skills: held against the text, named, and merged with what the rules found.

Start at `merge`; `places` looks for proof, `leftovers` says which finds of the rules stay that the model left out.
"""
