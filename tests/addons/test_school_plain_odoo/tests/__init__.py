"""From contacts to students: who is held, who goes, what is left."""

from . import test_plain_odoo
