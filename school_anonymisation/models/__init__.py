"""Odoo models, a room for each matter. The order is that in which they inherit from each other."""

from . import who_may
from . import company
from . import company_rules
from . import hooks
from . import student
from . import guard
from . import person
from . import cycle
from . import settings
from . import log
from . import browser_memory
from . import register
from . import register_own
from . import undeclared_roles
from . import file_words
from . import retained
from . import look_yourself
from . import look_settled
from . import look_foreseen
from . import second_contact
from . import settings_switches
from . import settings_figures
from . import watch
from . import addon_check
from . import overview
