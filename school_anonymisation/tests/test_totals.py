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

    def test_who_asks_for_one_of_the_anonymised_counts_whom_they_see(self):
        self.anonymise()
        gone, students = self.student, self.env["school.student"].with_user(self.school_user)
        by_course = [("enrolment_ids.course_id", "=", self.course.id)]
        for domain in (
            [("id", "=", gone.id)],
            ["!", ("id", "!=", gone.id)],
            [("anonymisation_label", "=", gone.anonymisation_label), *by_course],
            [("display_name", "=", gone.anonymisation_label)],
            [("partner_id", "=", gone.partner_id.id)],
            [("enrolment_ids", "=", gone.enrolment_ids.id)],
            [("enrolment_ids.student_id", "=", gone.id)],
            [("enrolment_ids", "any", [("student_id", "=", gone.id)])],
            [("enrolment_ids.course_id.enrolment_ids", "any", [("student_id", "=", gone.id)])],
        ):
            with self.subTest(domain=domain):
                self.assertEqual(students._read_group(domain, ["gender"], COUNT), [])
                self.assertEqual(students._read_grouping_sets(domain, [["gender"]], COUNT), [[]])

    def test_who_asks_for_the_contact_of_one_counts_whom_they_see(self):
        self.anonymise()
        gone, contacts = self.student, self.env["res.partner"].with_user(self.school_user)
        for domain in (
            [("id", "=", gone.partner_id.id)],
            [("student_ids", "in", gone.ids)],
            [("student_ids.anonymisation_label", "=", gone.anonymisation_label)],
            [("commercial_partner_id", "=", gone.partner_id.id)],
            [("complete_name", "=", gone.anonymisation_label)],
        ):
            with self.subTest(domain=domain):
                self.assertEqual(contacts._read_group(domain, ["country_id"], COUNT), [])

    def test_groups_are_not_chosen_by_the_number_of_one(self):
        self.anonymise()
        students = self.env["school.student"].with_user(self.school_user)
        first = [("id:min", "=", self.student.id)]
        self.assertEqual(students._read_group([], ["gender"], COUNT, having=first), [])

    def test_students_by_what_they_took_part_in_are_as_many_as_before(self):
        students = self.env["school.student"].with_user(self.school_user)
        domains = (
            [("enrolment_ids.course_id", "=", self.course.id)],
            [("enrolment_ids.course_id", "ilike", "viol")],
            [("enrolment_ids", "any", [("period_id", "=", self.periods[0].id), ("state", "=", "completed")])],
            [("enrolment_ids", "!=", False), ("instrument_hire_ids", "=", False)],
            [("company_id.name", "=", self.company.name)],
        )
        before = [students._read_group(domain, ["gender"], COUNT) for domain in domains]
        self.anonymise()
        for domain, rows in zip(domains, before, strict=True):
            with self.subTest(domain=domain):
                self.assertEqual(students._read_group(domain, ["gender"], COUNT), rows)
