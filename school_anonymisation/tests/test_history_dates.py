"""What a date and a record's own stamps say after an erasure: the teaching period, the month of the run, nobody."""

from datetime import date, timedelta

from odoo.addons.school_anonymisation.erasure import apply, plan
from odoo.tests import tagged

from .kit_erasing import ErasureCase

SYSTEM = 1


@tagged("post_install", "-at_install")
class TestHistoryDates(ErasureCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.period, cls.later = cls.periods[0], cls.periods[1]
        cls.twin = cls.make_student("Bo Holm", birth_date="2012-03-04", gender="male")
        cls.history = {student: cls.make_history(student) for student in cls.anna | cls.twin}
        channel = cls.env["discuss.channel"].create({"name": "Concert"})
        cls.messages = channel.message_post(body="I shall come", author_id=cls.anna.partner_id.id)
        cls.others = channel.message_post(body="So shall I", author_id=cls.twin.partner_id.id)
        cls.env.flush_all()
        for record in (cls.others, *cls.history[cls.twin], cls.twin, cls.twin.partner_id):
            cls.stamp(record)
        cls.before = cls.looks_of_the_twin()
        cls.age_groups = cls.by_age_group()
        planned = plan(cls.env, cls.subjects(cls, cls.anna))
        apply(cls.env, planned)
        cls.env.invalidate_all()
        cls.month = planned.host.today(cls.env).replace(day=1)

    @classmethod
    def make_history(cls, student):
        student.registered_on = cls.period.date_start + timedelta(days=3)
        day = cls.later.date_start
        return (
            cls.enrol(student, cls.period, state="completed", lessons_planned=10, lessons_attended=5),
            cls.put_on_waiting_list(
                student,
                requested_on=cls.period.date_start + timedelta(days=9),
                state="withdrawn",
                closed_on=day + timedelta(days=2),
            ),
            cls.hire(student, hired_on=day + timedelta(days=1), returned_on=day + timedelta(days=5)),
        )

    @classmethod
    def stamp(cls, record):
        cls.env.cr.execute(
            f"UPDATE {record._table} SET create_date = '2020-02-03 04:05:06', write_uid = 2 WHERE id = %s",  # noqa: S608
            [record.id],
        )

    @classmethod
    def looks_of_the_twin(cls):
        """Return every column of the twin's rows, as text."""
        found = []
        for record in (cls.others, *cls.history[cls.twin], cls.twin, cls.twin.partner_id):
            cls.env.cr.execute(f"SELECT t::text FROM {record._table} t WHERE id = %s", [record.id])  # noqa: S608
            found += cls.env.cr.fetchall()
        return found

    @classmethod
    def by_age_group(cls):
        return cls.env["school.enrolment"]._read_group([], ["period_id", "age_group", "gender"], ["__count"])

    def in_its_year(self, first_day, day):
        return max(first_day, date(day.year, 1, 1))

    def test_days_become_the_first_day_of_their_period(self):
        _enrolment, entry, hire = self.history[self.anna]
        first, second = self.period.date_start, self.later.date_start
        self.assertEqual(self.anna.registered_on, self.in_its_year(first, first + timedelta(days=3)))
        self.assertEqual(entry.requested_on, self.in_its_year(first, first + timedelta(days=9)))
        self.assertEqual(entry.closed_on, self.in_its_year(second, second + timedelta(days=2)))
        self.assertEqual((hire.hired_on, hire.returned_on), (self.in_its_year(second, second + timedelta(days=5)),) * 2)

    def test_day_before_every_period_becomes_its_year(self):
        before = self.periods[0].date_start - timedelta(days=400)
        self.twin.registered_on = before
        self.erase(self.twin)
        self.assertEqual(self.twin.registered_on, date(before.year, 1, 1))

    def test_nothing_of_the_birth_date_is_kept_and_the_age_group_is(self):
        self.assertFalse(self.anna.birth_date)
        self.assertEqual(self.by_age_group(), self.age_groups)

    def test_stamps_become_the_month_and_the_system(self):
        for record in (self.anna, self.anna.partner_id, self.login, *self.history[self.anna], self.messages):
            with self.subTest(model=record._name):
                self.assertEqual({record.create_date.date(), record.write_date.date()}, {self.month})
                self.assertEqual({record.create_uid.id, record.write_uid.id}, {SYSTEM})

    def test_message_in_a_conversation_of_others_keeps_its_period(self):
        first_days = [period.date_start for period in self.periods if period.date_start <= self.today]
        self.assertEqual(self.messages.date.date(), self.in_its_year(max(first_days), self.today))

    def test_others_keep_every_byte(self):
        self.assertEqual(self.looks_of_the_twin(), self.before)


@tagged("post_install", "-at_install")
class TestHistoryStaysByAgeGroup(ErasureCase):
    def test_age_group_stays_when_the_period_is_moved_afterwards(self):
        self.student.birth_date = "2012-03-04"
        twin = self.make_student("Bo Holm", birth_date="2012-03-04")
        gone, stays = (self.enrol(student, self.periods[0], state="completed") for student in (self.student, twin))
        group = gone.age_group
        self.anonymise()
        self.periods[0].date_start -= timedelta(days=800)
        self.env.flush_all()
        self.assertEqual(gone.age_group, group)
        self.assertNotEqual(stays.age_group, group)
