"""One file a rule."""

from . import test_rule_other_role
