"""Models of the stand-in."""

from . import academic
from . import student
