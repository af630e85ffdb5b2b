"""What the bridge adds to the rules."""

from . import other_role
