"""One file a behaviour."""

from . import test_ledger
from . import test_ledger_file
from . import test_replay
