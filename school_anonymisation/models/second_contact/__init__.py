"""Second contacts: the same person a second time, who finds them, what was decided, and where that is shown."""

from . import decisions
from . import finder
from . import screens
