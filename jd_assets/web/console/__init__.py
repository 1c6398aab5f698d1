"""The pages of the console: overview, runs, review desk and library.

A module of routes gathers what its page shows and hands it to a template of `templates/console`; every write is an
action of `review`. Start at `routes.py`. `web/app.py` serves them; nothing else imports this package.
"""
