"""The year: the list, the reminders, the run and what the job does by hand."""

from . import cycle
from . import company
from . import candidate
from . import mail
from . import stop
from . import steps
from . import batch
from . import request
from . import run
from . import end
