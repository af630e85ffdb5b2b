"""The bridge to OpenEduCat: who is held by what, who goes, and what is left."""

from . import test_who_is_held
from . import test_what_is_left
from . import test_terms
from . import test_year
