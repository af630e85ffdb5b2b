"""The year on one page: where it stands, what happens next, who is held back and by what."""

from . import held_back
from . import bar
from . import overview
from . import line
from . import looked
