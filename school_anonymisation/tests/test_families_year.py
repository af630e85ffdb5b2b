"""A family of whom nobody is left goes together: on one list, in one batch, each under a label of their own."""

from unittest.mock import patch

from odoo.addons.school_anonymisation.models.cycle import batch as batches

from ..testing import YearCase, november


class TestFamiliesInTheYear(YearCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lone = cls.make_contact("Lone Ravn", email="lone@ravn.example")
        cls.brother = cls.make_student("Bo Ravn")
        for child in (cls.student, cls.brother):
            cls.link(child, cls.lone)
        cls.mother = cls.lone.student_ids
        cls.stranger = cls.make_student("Ib Holm")
        cls.held = cls.make_student("Eva Holm")
        cls.link(cls.held, cls.make_contact("Per Holm"))
        cls.enrol(cls.held)

    def test_family_goes_together_and_the_other_stays(self):
        self.play_until_run()
        family = self.student | self.brother | self.mother
        self.assertLessEqual(family, self.cycle.candidate_ids.student_id)
        self.assertNotIn(self.held.family_association_ids.relative_id.student_ids, self.cycle.candidate_ids.student_id)
        self.play(november(1))
        self.assertAnonymised(family | self.stranger)
        self.assertRegex(self.mother.name, "^Anonymised guardian ")
        self.assertRegex(self.brother.name, "^Anonymised student ")
        self.assertEqual(self.held.family_association_ids.relative_id.name, "Per Holm")
        self.assertFalse(self.lone.relative_of_ids)

    def test_family_is_in_one_batch(self):
        self.play_until_run()
        rows = self.cycle.candidate_ids.sorted(lambda row: row.student_id not in (self.student, self.stranger))
        with patch.object(batches, "BATCH", 2):
            self.env["school.anonymisation.batch"]._cut(rows)
        family = [self.row(profile).batch_id for profile in (self.student, self.brother, self.mother)]
        self.assertEqual(len(set(family)), 1)
        self.assertNotEqual(self.row(self.stranger).batch_id, family[0])
