"""Rules for the skills of a library, one module a family; `library.check` applies them to every row."""
