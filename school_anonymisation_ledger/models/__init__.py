"""What the log does besides, one file a concern."""

from . import state
from . import log
from . import student
from . import replay
