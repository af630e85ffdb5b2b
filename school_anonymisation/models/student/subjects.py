"""Who is to be erased, as the engine wants it said: the students, and what is the same person a second time."""

from odoo import models

from ...erasure import Subjects
from ...same_person import SAME, UNDECIDED
from ..engine_host import SchoolHost


class SchoolStudent(models.Model):
    _inherit = "school.student"

    def _anonymisation_subjects(self, labels):
        """Return the `erasure.Subjects` of these students, with the second contacts that are they, or may be."""
        contacts = self.env["school.anonymisation.second.contact"].sudo()._find(self)
        second = {state: self._anonymisation_by_contact(contacts, state) for state in (SAME, UNDECIDED)}
        # Who is said to be a student who stays as well, stays with that one.
        for contact in self._anonymisation_of_others(second[SAME]):
            second[UNDECIDED][contact] = second[SAME].pop(contact)
        partners = self.partner_id | self.partner_id.browse(second[SAME])
        subjects = self._anonymisation_subjects_of(labels)
        subjects.ids["school.student"] = self.ids
        subjects.ids["res.users"] = partners.with_context(active_test=False).user_ids.ids
        subjects.separate = self._anonymisation_separate()
        subjects.same, subjects.doubles = second[SAME], second[UNDECIDED]
        return subjects

    def _anonymisation_subjects_of(self, labels):
        """Return the `erasure.Subjects` of these students, with what is only known by asking left out."""
        return Subjects(
            {"res.partner": self.partner_id.ids},
            labels={student.partner_id.id: labels[student.id] for student in self},
            host=SchoolHost(self.company_id[:1].id),
        )

    def _anonymisation_of_others(self, contact_ids):
        """Return the ids of those of these contacts that somebody has said to be another student as well."""
        decided = self.env["school.anonymisation.second.contact"].sudo()
        others = [("state", "=", SAME), ("partner_id", "in", list(contact_ids)), ("student_id", "not in", self.ids)]
        return decided.search(others).partner_id.ids

    def _anonymisation_by_contact(self, contacts, state):
        """Return {id of a second contact: id of the student's own contact} of those that one decision is about."""
        return {
            contact: self.browse(student_id).partner_id.id
            for student_id, by_state in contacts.items()
            for contact in by_state[state]
        }

    def _anonymisation_separate(self):
        """Return the ids of contacts that are people of their own, though they may look like a student's address."""
        families = self.env["school.family.association"].sudo()
        return set(families.search([("relative_id.parent_id", "in", self.sudo().partner_id.ids)]).relative_id.ids)

    def _anonymisation_subjects_after(self, remembered):
        """Return the `erasure.Subjects` of these anonymised students, of whom something is Remembered."""
        people = set(self.partner_id.ids)
        subjects = self._anonymisation_subjects_of({student.id: student.anonymisation_label for student in self})
        subjects.same = {key: person for key, person in remembered.contacts.items() if person in people}
        subjects.doubles = {key: person for key, person in remembered.doubles.items() if person in people}
        return subjects
