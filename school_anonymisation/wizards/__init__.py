"""Dialogs."""

from . import school_anonymisation_confirm
from . import school_anonymisation_cycle_prevent
from . import school_anonymisation_cycle_reason
from . import school_anonymisation_prevent
from . import school_anonymisation_preview
from . import null_character
from . import partner_merge
