"""A bridge: the run of School Anonymisation through the job queue of OCA."""

from . import models
