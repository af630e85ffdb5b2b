# The models of the school, one file each.
from . import (  # isort: skip (the last one extends the others)
    account_move,
    res_company,
    res_partner,
    res_partner_first_trace,
    school_course,
    school_enrolment,
    school_family_association,
    school_instrument,
    school_instrument_hire,
    school_student,
    school_student_buttons,
    school_teaching_period,
    school_waiting_list_entry,
    school_guardian,
    school_menus,
    school_student_import,
)
