"""Models of the stand-in."""

from . import parent
