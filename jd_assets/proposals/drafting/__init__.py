"""Draft roles from what postings propose, once enough employers back them.

`cluster` groups proposed titles, `draft` and `kras` say what such a role does and needs, `due` which drafts are to be
made, `store` keeps them. The asset `role_draft` runs it. Start at `draft`.
"""
