"""The student: who is eligible, and the whole story of anonymising."""

from . import contact
from . import eligibility
from . import identity
from . import anonymise
from . import identifier
from . import meanwhile
from . import activity
