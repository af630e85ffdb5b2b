"""Every way into the addon, and who may go it: the table that `test_who_may` walks and docs/who_may.md shows."""

from . import overview, people, settings, students, walls, year
from .route import ROLES

__all__ = ["ROLES", "ROUTES"]

# The last of them are by which an administrator gets the permission.
ROUTES = [*people.ROUTES, *overview.ROUTES, *students.ROUTES, *walls.ROUTES, *year.ROUTES, *settings.ROUTES]
