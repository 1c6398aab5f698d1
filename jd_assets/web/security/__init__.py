"""Who may do what over HTTP: tokens and roles, browser sessions, forged requests, headers and limits."""
