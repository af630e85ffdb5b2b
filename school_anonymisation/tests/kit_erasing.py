"""The tests' kit for the engine: erasing without the rules in front of it."""

from odoo.addons.school_anonymisation.erasure import Subjects, apply, plan
from odoo.addons.school_anonymisation.models.engine_host import SchoolHost

from ..testing import ANNA, TRACES, photo
from .common import AnonymisationCase
from .kit_erasure import NoTraceMixin

__all__ = ["ANNA", "TRACES", "ErasureCase", "photo"]


class ErasureCase(NoTraceMixin, AnonymisationCase):
    """``anna``: a student with a photo, a login, and what else is known of her; ``guardian``: a contact that stays."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.anna = cls.make_known_student()
        cls.login = cls.anna.partner_id.user_ids
        cls.guardian = cls.make_contact("Bente Holm")

    def erase(self, students):
        """Erase these students as the button does, but without asking any rule; return (plan, result)."""
        planned = plan(self.env, self.subjects(students))
        result = apply(self.env, planned)
        self.env.invalidate_all()
        return planned, result

    def subjects(self, students):
        """Return the Subjects for some students, with labels."""
        labels = {student.partner_id.id: f"Anonymised student TEST-{student.id:04}" for student in students}
        return Subjects({"res.partner": students.partner_id.ids}, labels, host=SchoolHost())

    def commit_for_test(self):
        """Run what waits for the commit, as a commit would, with every cursor on this test's transaction."""
        with self.enter_registry_test_mode(), self.assertNoLogs("odoo.addons.school_anonymisation", "ERROR"):
            self.env.cr.precommit.run()
            self.env.cr.postcommit.run()
