"""A school of fifteen former students whose history is about to be nobody's, and one student who stays."""

from collections import Counter

from .common import AnonymisationCase

COUNT = ["__count"]
LESSONS = [*COUNT, "lessons_planned:sum", "lessons_attended:sum"]
OF_ENROLMENTS = (["course_id", "period_id"], ["state"], ["period_id", "gender"], ["period_id", "age_group"])
OF_STUDENTS = (["gender"], ["registered_on:year"], ["country_id"], ["company_id"], [])
OF_CONTACTS = (["country_id"], ["company_id"], [])


class HistoryCase(AnonymisationCase):
    """``leaving``: eight girls, six boys and one other, of an age, on the violin; two girls on the harp as well."""

    level = "loose"
    no_small_group = False

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.anonymisation_history_level = cls.level
        cls.company.anonymisation_history_small_courses = cls.no_small_group
        cls.harp = cls.make_course("Harp")
        cls.leaving = cls.env["school.student"]
        countries = (cls.env.ref("base.dk"), cls.env.ref("base.se"))
        for number, gender in enumerate(["female"] * 8 + ["male"] * 6 + ["other"]):
            student = cls.make_student(
                f"Student {number}",
                gender=gender,
                birth_date="2012-03-04",
                country_id=countries[number % 2].id,
                student_number=f"N{number}",
                registered_on=cls.periods[number % 2].date_start,
            )
            cls.enrol(student, cls.periods[0], state="completed", lessons_planned=12, lessons_attended=number % 12)
            if number < 2:
                cls.enrol(student, cls.periods[1], cls.harp, state="completed", lessons_planned=10, lessons_attended=9)
            cls.leaving |= student
        cls.violins = cls.make_instrument("Violin") | cls.make_instrument("Violin")
        for instrument, student in zip(cls.violins, cls.leaving, strict=False):
            day = cls.periods[0].date_start
            cls.hire(student, instrument, hired_on=day, returned_on=cls.periods[1].date_start)
        cls.put_on_waiting_list(
            cls.leaving[3], cls.harp, state="withdrawn", requested_on="2023-01-01", closed_on="2023-07-01"
        )
        cls.link(cls.leaving[0], cls.leaving[1].partner_id, "sibling", date_end="2024-01-01")
        cls.staying = cls.make_student("Cy Ravn", gender="male", birth_date="2011-01-01")
        cls.enrol(cls.staying, cls.periods[0], state="completed", lessons_planned=12, lessons_attended=12)
        cls.enrol(cls.staying)

    @classmethod
    def anonymise_all(cls):
        cls.leaving.with_user(cls.officer).action_anonymise_several()
        assert all(cls.leaving.mapped("anonymised"))

    @classmethod
    def loosen(cls, students):
        """Let the history of these anonymised students be nobody's, as the job does."""
        cls.env["school.anonymisation.participation"]._loosen(students.sudo())

    def loose(self):
        """Return the enrolments that are nobody's."""
        return self.env["school.enrolment"].search([("student_id.anonymisation_carrier", "=", True)])

    def said(self):
        """Return {(course, gender, age group): number} of what is nobody's."""
        return Counter((e.course_id.name, e.gender, e.age_group) for e in self.loose())

    @classmethod
    def totals(cls, user, active_test=True):
        """Return {what is counted by what: rows} of every total that a report gives this user, records as ids."""
        env = cls.env(user=user, context={**cls.env.context, "active_test": active_test})
        asked = [
            *(("school.enrolment", groupby, LESSONS) for groupby in OF_ENROLMENTS),
            *(("school.instrument.hire", groupby, COUNT) for groupby in (["instrument_id"], ["hired_on:month"])),
            *(("school.waiting.list.entry", groupby, COUNT) for groupby in (["course_id", "state"], [])),
            *(("school.student", groupby, COUNT) for groupby in OF_STUDENTS),
            *(("res.partner", groupby, COUNT) for groupby in OF_CONTACTS),
        ]
        return {
            (model, *groupby): sorted(
                [tuple(map(cls.plain, row)) for row in env[model]._read_group([], groupby, aggregates)], key=str
            )
            for model, groupby, aggregates in asked
        }

    @staticmethod
    def plain(value):
        return tuple(value.ids) if hasattr(value, "ids") else value
