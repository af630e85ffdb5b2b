"""Running a statement, by its former name."""

from .sql import run

__all__ = ["run"]
