"""Brings whole public taxonomies of occupations into the role library: read, planned against the library, written."""
