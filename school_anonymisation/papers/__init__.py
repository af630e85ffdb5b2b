"""What is printed: what a run did, what became of one profile, what is kept and why. Nothing personal is in it."""

from . import profile
from . import register
from . import run
