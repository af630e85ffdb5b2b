# The school's dialogues.
from . import school_waiting_list_enrol
