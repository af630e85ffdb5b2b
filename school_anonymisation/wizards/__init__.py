"""Dialogs."""

from . import selection
from . import confirm
from . import make_students
from . import prevent
from . import reason
from . import preview
from . import prevent_several
