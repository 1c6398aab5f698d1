"""The shapes in which job boards and people give postings, one module a shape.

An adapter tells whether an item (a JSON object, a table row, an XML element as a mapping) is of its shape, and makes
a `Record` of it. `registry` knows them all and is where reading starts; `values` holds what they share; `mapping` is
for columns that no shape knows. How bytes become items is the business of `ingest/containers`.
"""
