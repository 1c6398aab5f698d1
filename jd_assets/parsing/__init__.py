"""Reading a posting without a model.

`structure` cuts the text into headings, sections and sentences, `fields` reads one field a module, `gate` says
whether it is a job description at all. Skills are read in `skills`. Start at `rules`, the engine, and
`evidence_rule`, which holds the claims of a model against the text.
"""
