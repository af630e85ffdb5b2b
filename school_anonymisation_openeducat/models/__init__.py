"""What the bridge adds to models."""

from . import company
from . import partner
from . import student
from . import guards
from . import families
from . import parents
from . import applicants
from . import terms
