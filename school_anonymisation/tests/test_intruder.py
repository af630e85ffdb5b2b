"""The motivated intruder finds nobody in loose participation; with one history a student, class lists find most."""

import logging
import os
from random import Random

from odoo.tests import tagged

from .common import AnonymisationCase
from .intruder import ATTACKS
from .intruder.knowledge import know

_logger = logging.getLogger(__name__)
PEOPLE = int(os.environ.get("SCHOOL_INTRUDER", "60"))
"""How many students the school has had. CI takes few; CONTRIBUTING.md says how to play it with many."""

COURSES = ("Violin", "Piano", "Choir")
PERIODS = 3


@tagged("post_install", "-at_install")
class TestIntruder(AnonymisationCase):
    accounting = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        chance = Random(16)
        courses = [cls.course, *(cls.make_course(name) for name in COURSES[1:])]
        cls.people = cls.env["school.student"].create(
            [
                {
                    "name": f"Student {number}",
                    "company_id": cls.company.id,
                    "gender": chance.choice(("female", "male")),
                    "birth_date": f"{chance.randint(2010, 2014)}-03-04",
                    "registered_on": cls.periods[chance.randrange(PERIODS)].date_start,
                }
                for number in range(PEOPLE)
            ]
        )
        cls.env["school.enrolment"].create(
            [
                {
                    "student_id": student.id,
                    "course_id": course.id,
                    "period_id": period.id,
                    "state": "completed",
                    "lessons_planned": 16,
                    "lessons_attended": chance.randint(1, 16),
                }
                for student in cls.people
                for course in chance.sample(courses, chance.randint(1, 2))
                for period in cls.periods[:PERIODS]
                if chance.random() < 0.7
            ]
        )
        cls.staying = cls.people[::6]
        for student in cls.staying:
            cls.enrol(student)
        for number, student in enumerate((cls.people - cls.staying)[:4]):
            cls.pay(cls.make_invoice(student.partner_id, amount=100 + number, invoice_date=cls.periods[0].date_start))
        # Longer ago than the law asks to keep it.
        cls.pay(cls.make_invoice(cls.people[20].partner_id, amount=500, invoice_date="2015-03-01"))
        cls.room = cls.env["discuss.channel"].create({"name": "Concert"})
        for student in cls.people[21:24]:
            cls.room.message_post(body="I shall come", author_id=student.partner_id.id)
        for one, other in zip(cls.people[1:5], cls.people[7:11], strict=True):
            cls.link(one, other.partner_id, "sibling", date_end=cls.periods[1].date_start)

    def claims(self, knowledge):
        """Return {source: how many people somebody claims to have found} by SELECT alone."""
        self.env.flush_all()
        found = {}
        for attack in ATTACKS:
            # What is written in between is refused, and taken back.
            savepoint = self.env.cr.savepoint()
            self.env.cr.execute("SET LOCAL transaction_read_only = on")
            claims = attack().attack(self.env.cr, knowledge)
            savepoint.close(rollback=True)
            found[attack.source] = len({claim.person for claim in claims})
        return found

    def tell(self, level, found, knowledge):
        for source, number in found.items():
            _logger.info("Intruder, %s, by %s: %s of %s found", level, source, number, len(knowledge.gone))

    def found_after(self, level):
        """Return {source: how many are claimed} when those who leave were anonymised and the daily job has been."""
        self.company.anonymisation_history_level = level
        knowledge = know(self.env, self.people)
        leaving = self.people - self.staying
        knowledge.gone = set(leaving.ids)
        leaving.with_user(self.officer).action_anonymise_several()
        self.look_through_everything_else()
        self.assertTrue(all(leaving.mapped("anonymised")))
        self.env["school.anonymisation.participation"]._loosen_all()
        self.env["school.anonymisation.history"]._move_all()
        found = self.claims(knowledge)
        self.tell(level, found, knowledge)
        return found

    def test_intruder_finds_nobody_in_loose_participation(self):
        found = self.found_after("loose")
        self.assertEqual(found, dict.fromkeys(found, 0))

    def test_with_one_history_a_student_only_class_lists_find_anybody(self):
        found = self.found_after("one_history")
        # That they do is what the page says of this level.
        self.assertGreater(found.pop("class lists of all years"), PEOPLE // 5)
        self.assertEqual(found, dict.fromkeys(found, 0))
