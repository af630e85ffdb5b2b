"""One file a rule."""

from . import test_rule_other_role
from . import test_second_contact
