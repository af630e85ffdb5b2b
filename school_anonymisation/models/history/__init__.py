"""What stays of people who are gone: moved to new rows, so that nobody who knew them finds them by a number."""

from . import history
from . import apart
from . import cycles
