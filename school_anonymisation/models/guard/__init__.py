"""Nothing personal comes back to an anonymised profile: what every model that could bring it in refuses."""

from . import mixin
from . import linked_records
from . import history
from . import history_totals
from . import hidden
from . import unseen
from . import buttons
from . import bookkeeping
from . import profile_and_contact
from . import mark
from . import contact_merge
from . import stale
from . import relations
from . import accounting_links
from . import mark_again
from . import defaults
