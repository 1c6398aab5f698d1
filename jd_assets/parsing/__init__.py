"""Reading a posting without a model: text, sentences, sections and one module a field."""
