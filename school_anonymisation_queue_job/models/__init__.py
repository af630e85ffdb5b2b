"""Odoo models, one file each."""

from . import school_anonymisation_batch
from . import school_anonymisation_cycle
