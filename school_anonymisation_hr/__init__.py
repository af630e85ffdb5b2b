"""Bridge to Odoo's employees: installed on its own when both sides are there."""

from . import models, rules
