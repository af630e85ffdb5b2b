"""The label: neutral, random, and nobody else's."""

from unittest.mock import patch

from odoo.addons.school_anonymisation.models.student import identity

from .common import AnonymisationCase


class TestLabel(AnonymisationCase):
    def test_labels_of_a_batch_are_different(self):
        students = self.env["school.student"].create(
            [{"name": f"Student {number}", "company_id": self.company.id} for number in range(50)]
        )
        self.assertEqual(len(set(students._anonymisation_labels().values())), 50)

    def test_label_that_is_taken_is_drawn_again(self):
        self.anonymise()
        other = self.make_student("Bo Ravn")
        taken = self.student.anonymisation_label.removeprefix("Anonymised student ").replace("-", "")
        draws = iter([*taken, *"22223333"])
        with patch.object(identity.secrets, "choice", lambda _alphabet: next(draws)):
            self.assertEqual(other._anonymisation_labels(), {other.id: "Anonymised student 2222-3333"})
