"""Reports have the same totals before and after, whoever looks, archived profiles shown or not."""

from .common import AnonymisationCase

COUNT = ["__count"]
STUDENTS = ["gender", "registered_on:year", "country_id", "company_id"]


class TestTotals(AnonymisationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        country = cls.env.ref("base.dk")
        life = {"gender": "female", "birth_date": "2012-03-04", "country_id": country.id}
        cls.student.write(life)
        cls.archived = cls.make_student("Bo Ravn", **life)
        cls.staying = cls.make_student("Cy Ravn", gender="male")
        cls.enrol(cls.staying)
        for student in cls.student | cls.archived:
            cls.enrol(student, cls.periods[0], state="completed", lessons_planned=4, lessons_attended=3)
        cls.archived.active = False
        cls.leaving = cls.student | cls.archived

    def totals(self, user, active_test, domain=()):
        """Return every report's rows as this user sees them, records as ids."""
        env = self.env(user=user, context={**self.env.context, "active_test": active_test})
        students = env["school.student"]
        rows = {name: students._read_group(domain, [name], COUNT) for name in STUDENTS}
        rows["no group"] = students._read_group(domain, [], COUNT)
        sets = [["gender", "registered_on:year"], ["gender"], []]
        rows["pivot"] = [row for part in students._read_grouping_sets(domain, sets, COUNT) for row in part]
        for name in ("gender", "registered_on:year", "country_id"):
            lessons = [*COUNT, "lessons_attended:sum"]
            rows[f"lessons {name}"] = env["school.enrolment"]._read_group([], [f"student_id.{name}"], lessons)
        rows["contacts"] = env["res.partner"]._read_group([], ["country_id"], COUNT)
        rows["contacts of a country"] = env["res.partner"]._read_group([("country_id.code", "=", "DK")], [], COUNT)
        of_girls = env["school.enrolment"]._read_group([("student_id.gender", "=", "female")], ["period_id"], COUNT)
        rows["lessons of girls"] = of_girls
        return {name: sorted([tuple(map(self.plain, row)) for row in part], key=str) for name, part in rows.items()}

    def plain(self, value):
        return value.ids if hasattr(value, "ids") else value

    def assertSameAfterwards(self, domain=()):
        users = (self.school_user, self.superuser, self.officer, self.env.user)
        looks = [(user, shown) for user in users for shown in (True, False)]
        before = {look: self.totals(*look, domain) for look in looks}
        self.leaving.with_user(self.officer).action_anonymise_several()
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertTrue(all(self.leaving.mapped("anonymised")))
        for look in looks:
            with self.subTest(user=look[0].login, archived_hidden=look[1]):
                self.assertEqual(self.totals(*look, domain), before[look])

    def test_totals_are_the_same(self):
        self.assertSameAfterwards()

    def test_totals_of_some_are_the_same(self):
        self.assertSameAfterwards([("gender", "=", "female")])

    def test_totals_of_the_archived_are_the_same(self):
        self.assertSameAfterwards([("active", "=", False)])

    def test_totals_of_those_in_view_are_the_same(self):
        self.assertSameAfterwards([("active", "=", True)])

    def test_school_of_which_the_reader_is_not_counts_nothing(self):
        self.anonymise()
        stranger = self.make_user("kit_stranger", "school_base.group_school_user", self.make_company("Another school"))
        env = self.env(user=stranger, context={"allowed_company_ids": stranger.company_ids.ids})
        self.assertEqual(env["school.student"]._read_group([], ["gender"], COUNT), [])

    def test_list_counts_whom_it_shows(self):
        self.anonymise()
        students = self.env["school.student"].with_user(self.school_user)
        domain = [("company_id", "=", self.company.id)]
        groups = students.web_read_group(domain, ["gender"], COUNT)["groups"]
        self.assertEqual(sum(group["__count"] for group in groups), students.search_count(domain))

    def test_list_of_contacts_counts_whom_it_shows(self):
        self.anonymise()
        contacts = self.env["res.partner"].with_user(self.school_user)
        groups = contacts.web_read_group([], ["country_id"], COUNT)["groups"]
        self.assertEqual(sum(group["__count"] for group in groups), contacts.search_count([]))

    def test_grouping_by_who_they_are_counts_only_whom_the_reader_sees(self):
        self.anonymise()
        students = self.env["school.student"].with_user(self.school_user)
        names = [name for name, _count in students._read_group([], ["name"], COUNT)]
        self.assertNotIn(self.student.anonymisation_label, names)

    def test_students_by_what_is_erased_are_all_counted(self):
        students = self.env["school.student"].with_user(self.school_user).with_context(active_test=False)
        everybody = students.search_count([])
        self.leaving.with_user(self.officer).action_anonymise_several()
        for name in ("birth_date:year", "zip", "city", "state_id"):
            with self.subTest(name=name):
                rows = students._read_group([], [name], COUNT)
                self.assertEqual(sum(count for _value, count in rows), everybody)
