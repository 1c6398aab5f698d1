"""Pages for people: everything is rendered on this side and nothing is fetched from elsewhere afterwards.

Views gather what templates only print; all text of postings is escaped. Pages read what stages stored and write
through `review` alone. Start at `run_page` and `run_view`.
"""
