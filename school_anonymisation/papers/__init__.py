"""What is printed: what a run did, what became of one profile, what is kept and why, without anything personal.

And, for somebody who has asked, what is known of them.
"""

from . import known
from . import line
from . import profile
from . import register
from . import run
