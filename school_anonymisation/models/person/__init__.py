"""People of other apps: what their models inherit, and what the anonymised profile shows of them."""

from . import person
from . import person_views
from . import participation
