"""Models that keep personal data."""

from . import unknown_fields
from . import pupils
