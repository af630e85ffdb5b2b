"""Erasing people: look for them, plan what would be touched, apply exactly that, verify what is left."""

from .host import Host
from .people.known import Known
from .sources.looking import Sweep, sweep
from .planning import Line, Plan, plan, selected_records
from .questions import Question
from .register.files import RegisterError
from .register.merged import Register
from .remembered import Remembered
from .rest import erase_the_rest
from .second_look import Verification, look_again, look_again_after_commit, verify
from .subjects import Subjects
from .treat import Result, apply, remembered
