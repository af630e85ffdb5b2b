"""An addon that School Anonymisation does not know; only tests install it."""

from . import models
