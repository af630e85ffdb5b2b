"""Models of the stand-in."""

from . import admission
