"""A stand-in: see the manifest."""

from . import models
