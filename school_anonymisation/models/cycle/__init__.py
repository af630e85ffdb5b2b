"""The year: the list, the reminders, the run; and what somebody has asked for by hand in a large database."""

from . import cycle
from . import candidate
from . import foresight
from . import recipients
from . import mail
from . import links
from . import alert
from . import batch
from . import sealed
from . import shared_look
from . import unread_files
from . import task
from . import rest
from . import outgoing
from . import came_back
from . import built_in
from . import in_the_queue
from . import jobs
from . import steps
from . import stop
from . import switch
from . import by_hand
from . import run
from . import second
from . import end
from . import to_do
