"""Names of skills that the library lacks: found in lists, after "experience with", in duties with objects.

`candidates` and `chunks` cut phrases out of a sentence, `abilities`, `activities` and `doings` read what somebody can
do, `proposals` keeps what is likely a skill. What the vocabulary knows is found by `skills.matcher`. Start at `find`.
"""
