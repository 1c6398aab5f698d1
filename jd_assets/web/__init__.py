"""Pages for people: everything is rendered here and nothing is fetched by the browser afterwards."""
