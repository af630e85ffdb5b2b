# Tests of the school app; common.py is the kit that other addons' tests build on.
from . import (
    test_access,
    test_branch,
    test_completion,
    test_demo,
    test_enrolment,
    test_family,
    test_instrument_hire,
    test_invoice,
    test_last_activity,
    test_move_student,
    test_participation,
    test_student,
    test_teaching_period,
    test_uninstall,
    test_waiting_list,
)
