"""Dialogs."""

from . import selection
from . import confirm
from . import inquiry
from . import inquiry_words
from . import make_students
from . import prevent
from . import reason
from . import preview
from . import preview_words
from . import prevent_several
