"""Private by default; and who is somebody unknown is held back."""

from . import test_private_by_default
from . import test_unknown_role
from . import test_own_students
from . import test_year_of_own_students
