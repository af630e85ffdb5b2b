"""Private by default."""

from . import test_private_by_default
