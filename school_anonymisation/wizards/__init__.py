"""Dialogs."""

from . import confirm
from . import prevent
from . import reason
from . import preview
