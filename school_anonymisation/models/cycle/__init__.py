"""The year: the list, the reminders, the run; and what somebody has asked for by hand in a large database."""

from . import cycle
from . import candidate
from . import mail
from . import stop
from . import steps
from . import task
from . import batch
from . import request
from . import run
from . import end
