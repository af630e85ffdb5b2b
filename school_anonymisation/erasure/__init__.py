"""Erasing people: look for them, plan what would be touched, apply exactly that, verify what is left."""

from .apply import Result, apply
from .fingerprint import Fingerprint
from .plan import Line, Plan, plan, selected_records
from .register import Register, RegisterError
from .subjects import Subjects
from .sweep import Sweep, sweep
from .verify import Verification, look_again, look_again_after_commit, verify
