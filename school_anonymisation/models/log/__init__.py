"""The anonymisation log: what was done, chained by hashes, without personal data."""

from . import log
from . import chain
from . import verification
from . import unverified
from . import words
from . import permission
