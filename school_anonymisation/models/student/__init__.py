"""The student: who is eligible, the whole story of anonymising, and what the page is told."""

from . import contact
from . import prevention
from . import activity
from . import eligibility
from . import identity
from . import subjects
from . import family
from . import anonymise
from . import quick_look
from . import in_turn
from . import answers
from . import totals
from . import one_face
from . import origin
