"""Rules about what OpenEduCat's apps know; a rule of an app that is missing holds nobody back."""

from . import other_role
from . import op_course
from . import op_admission
from . import op_library
