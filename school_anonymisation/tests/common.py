"""The kit that other addons use as well, under the name by which the tests here know it."""

from ..testing import OFFICER_GROUPS, AnonymisationCase

__all__ = ["OFFICER_GROUPS", "AnonymisationCase"]
