"""Rules for the skills of a library, one module a family.

`library.lint` applies them to every row of the seed, so that the next wrong one fails the check. What holds of one
skill alone is no rule and stands in the data. `docs/library.md` states each rule in words for those who edit the files.
"""
