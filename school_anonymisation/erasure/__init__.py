"""Erasing people: look for them, plan what would be touched, apply exactly that, verify what is left.

``anna`` is the id of a contact, which is to bear the label afterwards:

>>> subjects = Subjects({"res.partner": [anna]}, {anna: "Anonymised student 7K3M-94QX"})
>>> swept = sweep(env, subjects)
>>> planned = plan(env, subjects, sweep=swept)
>>> result = apply(env, planned, swept)
>>> result.people[anna]["res.partner"]
1
>>> env["res.partner"].browse(anna).name
'Anonymised student 7K3M-94QX'
>>> verified = verify(env, swept, {anna})
>>> verified.left, dict(verified.people), verified.searched.tables > 100
({}, {}, True)
"""

from .foreseen import foresee_questions
from .host import Host
from .inquiry import Places, places_of_person, places_of_signs, signs_in
from .packed_look import packed, unpacked
from .people.known import Known
from .sources.looking import Sweep, catch_up, sweep
from .sources.patience import ENDLESS, OutOfTimeError, waiting_for
from .planned_fields import PlannedField
from .planning import Plan, plan, selected_records
from .questions import Question
from .register.files import RegisterError
from .register.merged import Register
from .remembered import Remembered
from .rest import erase_the_rest
from .second_look import Verification, look_again, look_again_after_commit, repeat_looks, verify
from .subjects import Subjects
from .treat import Result, apply, remembered, treat_columns_again
