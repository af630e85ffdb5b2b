"""Erasing people: look for them, plan what would be touched, apply exactly that, verify what is left."""

from .host import Host
from .known import Known
from .looking import Sweep, sweep
from .plan import Line, Plan, plan, selected_records
from .questions import Question
from .register import Register, RegisterError
from .second_look import Verification, look_again, look_again_after_commit, verify
from .subjects import Subjects
from .treat import Result, apply
