"""One file a rule: a code, a sentence and one Domain on the student that says who is blocked.

A rule is an abstract model that inherits ``school.anonymisation.rule``; any addon may bring one. Rules know
nothing of erasing.
"""

from . import rule
from . import beside
from . import active_course
from . import waiting_list
from . import instrument_hire
from . import families
from . import family_association
from . import balance
from . import debt
from . import declared
from . import school_owes
from . import open_documents
from . import coming
from . import open_request
from . import other_role
from . import unknown_role
from . import recent_activity
from . import activity_elsewhere
from . import in_touch
