# The school's dialogues.
from . import make_students, school_waiting_list_enrol
