"""Grades of a sighting: the chance that a reader calls the proposal good, of this one posting alone."""

from enum import Enum


class Grade(float, Enum):
    """The chance, as read by eye on proposals of development postings."""

    SURE = 0.85
    #: Two employers that say it independently make it likelier than not.
    DOUBTFUL = 0.3
    #: A verb phrase, a fragment, a title of the library said otherwise: some employers more make it no better.
    UNLIKELY = 0.02
