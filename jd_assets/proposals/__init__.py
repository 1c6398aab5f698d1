"""What runs teach the library: planned from their rows, written in one transaction, reported in API 3.

`plan` and `new_kra` say what a run proposes, `write` stores it, `final_output` reports it. Nothing here changes the
library: admins do, in `review`. Draft roles have a folder of their own. Start at `plan`.
"""
