# The school's dialogues.
from . import make_students, merge_contacts, school_waiting_list_enrol
