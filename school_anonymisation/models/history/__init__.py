"""How much of the history stays, and how few people each thing that stays is said of."""

from . import history
from . import apart
from . import beside
from . import elsewhere
from . import cycles
from . import level
from . import wider_ages
from . import figures
from . import carriers
from . import summary
from . import loosen
from . import hand_over
from . import gather
from . import exchange
from . import on_cycle
