"""What belonged to somebody who is gone is found by those only who may see the profile; totals stay what they were."""

from odoo.exceptions import AccessError

from .common import OFFICER_GROUPS, AnonymisationCase


class TestHidden(AnonymisationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        day = cls.periods[0].date_start
        cls.course.teacher_id = cls.school_user
        cls.other = cls.make_student("Bo Ravn")
        cls.history = {}
        for student in cls.student | cls.other:
            cls.history[student] = (
                cls.enrol(student, cls.periods[0], state="completed", lessons_planned=10, lessons_attended=5),
                cls.put_on_waiting_list(student, requested_on=day, state="withdrawn", closed_on=day),
                cls.hire(student, hired_on=day, returned_on=day),
            )
        cls.users = (cls.school_user, cls.superuser)
        cls.before = cls.totals(cls)
        cls.student.with_user(cls.officer).action_anonymise()
        cls.env.flush_all()
        cls.env.invalidate_all()

    def totals(self):
        """Return what each reader's reports say of lessons, by course, period and state, and without a group."""
        found = {}
        for user in (self.school_user, self.superuser, self.officer):
            enrolments = self.env["school.enrolment"].with_user(user)
            hires = self.env["school.instrument.hire"].with_user(user)
            for groups in ([], ["course_id"], ["period_id"], ["state", "course_id"], ["student_id.gender"]):
                figures = ["__count", "lessons_attended:sum", "student_id:count_distinct"]
                rows = enrolments._read_group([], groups, figures)
                found[user.login, str(groups)] = str([[getattr(value, "id", value) for value in row] for row in rows])
            for domain in (
                [("course_id", "=", self.course.id)],
                [("course_id.name", "ilike", "viol"), ("period_id.date_start", "<=", self.today)],
                [("course_id.teacher_id", "=", self.school_user.id)],
                [("course_id", "any", [("teacher_id", "=", self.school_user.id)])],
                [("student_id", "any", [("gender", "=", False)])],
            ):
                found[user.login, str(domain)] = str(enrolments._read_group(domain, [], figures))
            rows = enrolments.formatted_read_group([("state", "=", "completed")], ["course_id"], ["__count"])
            found[user.login, "formatted"] = str([(row["course_id"][0], row["__count"]) for row in rows])
            found[user.login, "hires"] = str(hires._read_group([], [], ["__count"]))
        return found

    def test_lists_show_what_others_took_part_in(self):
        for user in self.users:
            for gone, there in zip(self.history[self.student], self.history[self.other], strict=True):
                with self.subTest(user=user.login, model=gone._name):
                    shown = gone.with_user(user).with_context(active_test=False).search([])
                    self.assertIn(there, shown)
                    self.assertNotIn(gone, shown)

    def test_who_knows_the_number_reads_nothing(self):
        for user in self.users:
            for gone in self.history[self.student]:
                with self.subTest(user=user.login, model=gone._name), self.assertRaises(AccessError):
                    gone.with_user(user).read(["display_name"])

    def test_no_button_of_a_contact_or_login_says_whose_it_is(self):
        login = self.env["res.users"].create(
            {"name": "x", "login": "x", "partner_id": self.make_contact("Per Ravn").id}
        )
        contact = self.student.partner_id
        self.env.cr.execute(
            "UPDATE res_users SET partner_id = %s, active = FALSE WHERE id = %s", [contact.id, login.id]
        )
        self.env.invalidate_all()
        for gone in (contact, login):
            buttons = [
                name
                for name in dir(type(gone))
                if name.startswith(("action_", "open_", "copy_data")) and name not in gone._fields
            ]
            self.assertGreater(len(buttons), 3)
            for name in buttons:
                with self.subTest(model=gone._name, button=name), self.assertRaises(AccessError):
                    getattr(gone.with_user(self.superuser), name)()

    def test_buttons_of_those_who_are_there_do_what_they_do(self):
        action = self.other.partner_id.with_user(self.superuser).open_commercial_entity()
        self.assertEqual(action["res_id"], self.other.partner_id.id)

    def test_whoever_may_anonymise_sees_all_of_it(self):
        for gone in self.history[self.student]:
            self.assertIn(gone, gone.with_user(self.officer).search([]))

    def test_totals_are_what_they_were(self):
        self.assertEqual(self.totals(), self.before)

    def test_reports_by_what_is_erased_count_everybody(self):
        everything = self.env["school.enrolment"].with_user(self.officer).search_count([])
        for user in self.users:
            enrolments = self.env["school.enrolment"].with_user(user)
            for name in ("birth_date:year", "zip", "city", "state_id"):
                with self.subTest(user=user.login, name=name):
                    rows = enrolments._read_group([], [f"student_id.{name}"], ["__count"])
                    self.assertEqual(sum(count for _value, count in rows), everything)

    def test_course_counts_whoever_took_part(self):
        form = self.course.with_user(self.school_user).web_read({"enrolment_ids": {"fields": {"state": {}}}})
        shown = {row["id"] for row in form[0]["enrolment_ids"]}
        self.assertNotIn(self.history[self.student][0].id, shown)
        self.assertIn(self.history[self.other][0].id, shown)

    def test_figures_by_student_or_number_are_of_others(self):
        enrolments = self.env["school.enrolment"].with_user(self.school_user)
        gone = self.history[self.student][0]
        for domain, groups, sums in (
            ([], ["student_id"], ["__count"]),
            ([], ["id"], ["__count"]),
            ([("student_id", "=", self.student.id)], [], ["__count"]),
            ([("id", "=", gone.id)], [], ["__count"]),
            ([("student_id.name", "like", "Anonymised")], [], ["__count"]),
            ([], ["course_id"], ["id:array_agg"]),
            ([], ["course_id"], ["student_id:recordset"]),
        ):
            with self.subTest(domain=domain, groups=groups, sums=sums):
                rows = enrolments._read_group(domain, groups, sums)
                said = str(rows)
                self.assertNotIn(self.student, [value for row in rows for value in row if hasattr(value, "_name")])
                self.assertFalse(domain and rows[0][0], said)
                self.assertNotIn(f"[{gone.id}", said)

    def test_no_way_back_from_what_is_shared_leads_to_one_of_them(self):
        gone = self.student
        asked = {
            "school.enrolment": (
                ["course_id"],
                [("course_id.enrolment_ids.student_id", "=", gone.id)],
                [("course_id.enrolment_ids", "any", [("student_id", "=", gone.id)])],
                [("course_id", "any", [("enrolment_ids.student_id.name", "=", gone.anonymisation_label)])],
                [("period_id.enrolment_ids.student_id.partner_id", "=", gone.partner_id.id)],
            ),
            "school.instrument.hire": (["instrument_id"], [("instrument_id.hire_ids.student_id", "=", gone.id)]),
        }
        for model, (groups, *domains) in asked.items():
            for domain in domains:
                with self.subTest(model=model, domain=domain):
                    records = self.env[model].with_user(self.school_user)
                    self.assertEqual(records._read_group(domain, groups, ["__count"]), [])

    def test_groups_are_not_chosen_by_whose_they_are(self):
        enrolments = self.env["school.enrolment"].with_user(self.school_user)
        one = [("student_id:min", "=", self.student.id)]
        self.assertEqual(enrolments._read_group([], ["course_id"], ["__count"], having=one), [])

    def test_list_counts_under_a_heading_whom_it_shows(self):
        enrolments = self.env["school.enrolment"].with_user(self.school_user)
        groups = enrolments.web_read_group([], ["course_id"], ["__count"])["groups"]
        self.assertEqual(sum(group["__count"] for group in groups), enrolments.search_count([]))

    def test_contact_is_found_by_those_only_who_may_see_the_profile(self):
        gone = self.student.partner_id
        for user in (*self.users, self.officer):
            partners = self.env["res.partner"].with_user(user).with_context(active_test=False)
            here = [("id", "in", (gone | self.other.partner_id).ids)]
            expected = gone | self.other.partner_id if user == self.officer else self.other.partner_id
            with self.subTest(user=user.login):
                self.assertEqual(partners.search(here), expected)
                self.assertEqual(partners.search_count(here), len(expected))
                self.assertEqual([key for key, _name in partners.name_search("", here)], expected.ids)
                self.assertEqual(partners._read_group(here, [], ["__count"]), [(len(expected),)])

    def test_old_document_still_says_the_neutral_name(self):
        partner = self.student.partner_id.with_user(self.school_user)
        self.assertEqual(partner.display_name, self.student.anonymisation_label)

    def test_contact_is_not_read_by_its_number(self):
        gone, there = self.student.partner_id, self.other.partner_id
        self.env.ref("base.group_allow_export").user_ids += self.school_user | self.superuser
        for user in self.users:
            for ask in (
                lambda contact: contact.read(["display_name"]),
                lambda contact: contact.web_read({"display_name": {}}),
                lambda contact: contact.export_data(["display_name"]),
            ):
                with self.subTest(user=user.login):
                    self.assertTrue(ask(there.with_user(user)))
                    with self.assertRaises(AccessError):
                        ask((gone | there).with_user(user))
        self.assertTrue(gone.with_user(self.officer).read(["display_name"]))

    def test_officer_of_another_company_reads_nobody_of_this_one(self):
        stranger = self.make_user("kit_stranger", OFFICER_GROUPS, company=self.make_company("Another school"))
        with self.assertRaises(AccessError):
            self.student.partner_id.with_user(stranger).read(["display_name"])

    def test_record_that_may_be_read_names_whom_it_is_about(self):
        there = self.other.partner_id
        self.env.cr.execute(
            "UPDATE res_partner SET parent_id = %s WHERE id = %s", [self.student.partner_id.id, there.id]
        )
        self.env.invalidate_all()
        named = {"parent_id": {"fields": {"display_name": {}, "email": {}}}}
        [read] = there.with_user(self.school_user).web_read(named)
        self.assertEqual(read["parent_id"]["display_name"], self.student.anonymisation_label)
        self.assertFalse(read["parent_id"]["email"])

    def test_login_is_found_by_those_only_who_may_see_the_profile(self):
        pia = self.make_student("Pia Ravn")
        login = self.make_portal_user(pia.partner_id, login="pia.ravn")
        self.anonymise(pia)
        for user in (*self.users, self.officer):
            logins = self.env["res.users"].with_user(user).with_context(active_test=False)
            here = [("id", "in", (login | self.school_user).ids)]
            with self.subTest(user=user.login):
                self.assertEqual(login in logins.search(here), user == self.officer)
                self.assertIn(self.school_user, logins.search(here))
                self.assertEqual(logins.search_count(here), 1 + (user == self.officer))
                if user != self.officer:
                    with self.assertRaises(AccessError):
                        login.with_user(user).read(["display_name"])
