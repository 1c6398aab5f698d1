"""`jd-assets library`: load, lint and import the role library, list drafts, and see what a change affects.

`group` puts the commands together. What they do lies in `library`, `impact` and `proposals.drafting`.
Everything that writes asks the same functions that sensors and pages ask.
"""
