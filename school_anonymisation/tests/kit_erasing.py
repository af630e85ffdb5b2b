"""The test kit for erasing: a student with an ordinary life, and erasing without the rules in front of it."""

from base64 import b64encode
from io import BytesIO

from PIL import Image

from odoo.addons.school_anonymisation.erasure import Subjects, apply, plan
from odoo.addons.school_anonymisation.models.engine_host import SchoolHost

from .common import AnonymisationCase
from .kit_erasure import NoTraceMixin

ANNA = {
    "name": "Åse O'Ravn",
    "email": "aase.ravn@example.com",
    "phone": "+45 20 11 22 33",
    "street": "Lærkevej 12",
    "zip": "8000",
    "city": "Aarhus",
    "national_id": "010112-4321",
    "student_number": "S-778812",
    "birth_date": "2012-03-04",
    "health_notes": "Åse must not eat nuts",
}
TRACES = (
    "Åse O'Ravn",
    "O'Ravn, Åse",
    "aase.ravn@example.com",
    "+45 20 11 22 33",
    "4520112233",
    "Lærkevej 12",
    "010112-4321",
    "S-778812",
    "DK5000400440116243",
)


def photo(colour):
    """Return a small PNG, base64-encoded, that no other colour's is equal to."""
    file = BytesIO()
    Image.new("RGB", (16, 16), colour).save(file, "PNG")
    return b64encode(file.getvalue())


class ErasureCase(NoTraceMixin, AnonymisationCase):
    """``anna``: a student with a photo, a login, messages, an activity, files, a bank account and a guardian."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.anna = cls.make_student(**ANNA, image_1920=photo("teal"))
        cls.guardian = cls.make_contact("Bente Holm")
        cls.login = cls.make_portal_user(cls.anna.partner_id, login="aase.ravn@example.com")
        # Odoo's factory names the contact after the login.
        cls.anna.partner_id.with_context(tracking_disable=True).write({"name": ANNA["name"], "email": ANNA["email"]})

    def erase(self, students):
        """Erase these students as the button does, but without asking any rule; return (plan, result)."""
        drawn = plan(self.env, self.subjects(students))
        result = apply(self.env, drawn)
        self.env.invalidate_all()
        return drawn, result

    def subjects(self, students):
        """Return the Subjects for some students, with labels."""
        labels = {student.partner_id.id: f"Anonymised student TEST-{student.id:04}" for student in students}
        return Subjects({"res.partner": students.partner_id.ids}, labels, host=SchoolHost())

    def commit_for_test(self):
        """Run what waits for the commit, as a commit would, with every cursor on this test's transaction."""
        with self.enter_registry_test_mode(), self.assertNoLogs("odoo.addons.school_anonymisation", "ERROR"):
            self.env.cr.precommit.run()
            self.env.cr.postcommit.run()
