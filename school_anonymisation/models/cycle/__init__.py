"""The year: the list, the reminders, the run; and what somebody has asked for by hand in a large database."""

from . import cycle
from . import candidate
from . import foresight
from . import recipients
from . import mail
from . import alert
from . import task
from . import outgoing
from . import built_in
from . import in_the_queue
from . import jobs
from . import steps
from . import stop
from . import switch
from . import batch
from . import request
from . import run
from . import second
from . import end
