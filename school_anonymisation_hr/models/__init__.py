"""What the bridge adds to models."""

from . import second_contact
