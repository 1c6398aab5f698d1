"""The ground floor of reading: folds, spelling keys, plurals, slugs, titles, employers, verbs, places and words.

Every rule on how two spellings compare stands here once; nothing here knows of sections, skills or roles.
Word tables lie in `data/`. Start at `normalise` and `titles`. All rooms but `contracts` and `database` may import it.
"""
