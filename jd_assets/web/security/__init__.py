"""Who may do what over HTTP: tokens and roles, browser sessions, forged requests, headers and limits.

Everything is decided before a route is reached, for pages and calls alike. No route checks a token of its own.
Start at `access`.
"""
