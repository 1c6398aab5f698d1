"""How stage rows get in and out of Postgres."""
