"""Erasing people: plan what would be touched, apply exactly that, verify what is left. No rule, no mail in here."""

from .apply import Result, apply
from .fingerprint import Fingerprint, collect
from .plan import Line, Plan, plan
from .register import Register, RegisterError
from .subjects import Subjects
from .verify import Verification, verify
