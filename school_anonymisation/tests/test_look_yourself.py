"""Look at these yourself: what is asked, by whom it is seen and ticked, and when it goes."""

from datetime import timedelta

from odoo.exceptions import AccessError, UserError

from ..erasure.questions import UNREADABLE, UNSURE, UNWRITABLE, Question
from .common import AnonymisationCase


class TestLookYourself(AnonymisationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.looks = cls.env["school.anonymisation.look"]
        cls.contact = cls.make_contact("Lone Bak")
        cls.file = cls.env["ir.attachment"].create(
            {"name": "Anna Ravn.pdf", "raw": b"%PDF-", "res_model": "res.partner", "res_id": cls.contact.id}
        )
        cls.note = Question(UNSURE, "res.partner", cls.contact.id, "comment")

    def of_file(self, why=UNWRITABLE, **more):
        return Question(why, "res.partner", self.contact.id, attachment_id=self.file.id, **more)

    def ask(self, *asked, cycle=None):
        """Put places on the list; return what the officer's list shows."""
        self.looks._ask(self.company, list(asked), cycle)
        return self.looks.with_user(self.officer).search([])

    # What stands there

    def test_row_says_where_to_look(self):
        row = self.ask(self.note)
        self.assertEqual((row.place, row.field_label), (f"Contact, number {self.contact.id}", "Notes"))

    def test_row_names_nobody(self):
        row = self.ask(self.of_file(page=3))
        shown = row.read()[0]
        self.assertNotIn("Ravn", str(shown))
        self.assertNotIn("Bak", str(shown))

    def test_row_names_no_profile(self):
        comodels = {field.comodel_name for field in self.looks._fields.values() if field.relational}
        self.assertEqual(comodels, {"res.company", "school.anonymisation.cycle", "res.users"})

    def test_row_keeps_the_month_only(self):
        row = self.ask(self.note)
        self.assertEqual(row.month, self.today.strftime("%Y-%m"))
        self.assertFalse({"create_date", "create_uid", "write_date"} & set(row._fields))

    def test_file_is_shown_by_number_kind_and_day(self):
        self.assertRegex(self.ask(self.of_file()).file_label, rf"{self.file.id}, PDF, of .*\d{{4}}")

    def test_page_is_said(self):
        self.assertIn("Page 3 ", self.ask(self.of_file(page=3)).question)

    def test_unknown_page_is_not_said(self):
        self.assertNotIn("page", self.ask(self.of_file()).question.lower())

    def test_reason_of_what_could_not_be_read_is_said(self):
        self.assertIn("password", self.ask(self.of_file(UNREADABLE, detail="locked")).question)

    def test_code_that_nobody_foresaw_is_put_in_general_words(self):
        self.assertEqual(
            self.ask(self.of_file(UNREADABLE, detail="new_code")).question, "The program could not read this."
        )

    def test_place_of_an_app_that_is_gone_is_shown_all_the_same(self):
        self.assertIn("gone.model", self.ask(Question(UNSURE, "gone.model", 7, "name")).place)

    # Once

    def test_open_place_is_not_asked_twice(self):
        self.ask(self.note)
        self.assertEqual(len(self.ask(self.note)), 1)

    def test_place_is_not_asked_twice_in_one_go(self):
        self.assertEqual(len(self.ask(self.note, self.note)), 1)

    def test_ticked_place_is_asked_again(self):
        self.ask(self.note).action_done()
        self.assertEqual(len(self.ask(self.note)), 2)

    def test_other_field_page_reason_and_record_are_other_places(self):
        other = self.make_contact("Lone Bak")
        rows = self.ask(
            self.note,
            Question(UNSURE, "res.partner", self.contact.id, "street"),
            Question(UNSURE, "res.partner", other.id, "comment"),
            self.of_file(page=1),
            self.of_file(page=2),
            self.of_file(UNREADABLE),
        )
        self.assertEqual(len(rows), 6)

    def test_nothing_asked_is_nothing_done(self):
        self.assertFalse(self.ask())

    def test_statements_do_not_grow_with_the_places(self):
        asked = [Question(UNSURE, "res.partner", number, "comment") for number in range(1, 51)]
        self.looks._ask(self.company, asked[:1])
        self.env.flush_all()
        with self.assertQueryCount(1):
            self.looks._ask(self.company, asked)

    # Ticking

    def test_tick_says_who_and_when(self):
        row = self.ask(self.note)
        row.action_done()
        self.assertEqual((row.done, row.done_by_id, row.done_on), (True, self.officer, self.today))

    def test_several_are_ticked_at_once(self):
        self.ask(self.note, self.of_file()).action_done()
        self.assertEqual(self.looks._open_count(self.company), 0)

    def test_tick_that_stands_keeps_who_made_it(self):
        row = self.ask(self.note)
        row.action_done()
        second = self.make_user(
            "kit_officer_2", "school_base.group_school_superuser,school_anonymisation.group_r_can_anonymize_users"
        )
        row.with_user(second).action_done()
        self.assertEqual(row.done_by_id, self.officer)

    def test_tick_is_taken_back(self):
        row = self.ask(self.note)
        row.action_done()
        row.action_undo()
        self.assertFalse(row.done or row.done_by_id or row.done_on)

    def test_tick_of_a_place_that_was_asked_again_stays(self):
        row = self.ask(self.note)
        row.action_done()
        self.ask(self.note)
        with self.assertRefused("on the list already"):
            row.action_undo()
            self.env.flush_all()

    def test_open_ones_are_counted_by_company(self):
        self.ask(self.note, self.of_file())
        self.assertEqual(self.looks._open_count(self.company), 2)
        self.assertEqual(self.looks._open_count(self.make_company("Another school")), 0)

    def test_cycle_counts_its_own_open_ones(self):
        cycle = self.env["school.anonymisation.cycle"].create({"company_id": self.company.id, "year": 2026})
        self.looks._ask(self.company, [self.note, self.of_file()], cycle)
        self.looks._ask(self.company, [self.of_file(UNREADABLE)])
        self.looks.with_user(self.officer).search([("reason", "=", UNSURE)]).action_done()
        self.assertEqual(cycle.with_user(self.officer).look_count, 1)

    # Opening

    def test_opens_the_record(self):
        action = self.ask(self.note).action_open()
        self.assertEqual((action["res_model"], action["res_id"]), ("res.partner", self.contact.id))

    def test_opens_a_message_where_it_was_written(self):
        message = self.contact.message_post(body="Hello")
        action = self.ask(Question(UNSURE, "mail.message", message.id, "body")).action_open()
        self.assertEqual((action["res_model"], action["res_id"]), ("res.partner", self.contact.id))

    def test_opens_the_file(self):
        self.assertIn(f"/{self.file.id}?", self.ask(self.of_file()).action_open_file()["url"])

    def test_record_that_the_user_may_not_read_is_not_opened(self):
        job = self.env.ref("school_anonymisation.ir_cron_anonymisation_run")
        with self.assertRaisesRegex(UserError, "Ask a colleague"):
            self.ask(Question(UNSURE, "ir.cron", job.id, "name")).action_open()

    def test_record_that_is_gone_is_said_to_be_gone(self):
        row = self.ask(self.note)
        self.contact.unlink()
        with self.assertRaisesRegex(UserError, "no longer there"):
            row.action_open()

    def test_place_of_an_app_that_is_gone_is_said_to_be_gone(self):
        with self.assertRaisesRegex(UserError, "no longer there"):
            self.ask(Question(UNSURE, "gone.model", 7, "name")).action_open()

    # Who may

    def test_nobody_else_sees_opens_or_ticks(self):
        row = self.ask(self.of_file())
        for user in (self.school_user, self.superuser, self.make_user("kit_internal")):
            for method in ("action_open", "action_open_file", "action_done", "action_undo"):
                with self.subTest(user=user.login, method=method), self.assertRaises(AccessError):
                    getattr(row.with_user(user), method)()
            with self.assertRaises(AccessError):
                self.looks.with_user(user).search([])

    def test_officer_of_another_company_sees_nothing(self):
        row = self.ask(self.note)
        stranger = self.make_user(
            "kit_stranger",
            "school_base.group_school_superuser,school_anonymisation.group_r_can_anonymize_users",
            company=self.make_company("Another school"),
        )
        theirs = self.looks.with_user(stranger).with_context(allowed_company_ids=stranger.company_id.ids)
        self.assertFalse(theirs.search([]))
        with self.assertRaises(AccessError):
            theirs.browse(row.id).action_done()

    def test_officer_cannot_write_or_delete_past_the_buttons(self):
        row = self.ask(self.note)
        with self.assertRaises(AccessError):
            row.write({"month": "2020-01"})
        with self.assertRaises(AccessError):
            row.unlink()

    # Going

    def clean_up(self, days=0):
        with self.on_day(self.today + timedelta(days=days)):
            self.looks._delete_settled()

    def test_open_place_stays_for_years(self):
        row = self.ask(self.note)
        self.clean_up(days=1000)
        self.assertTrue(row.exists())

    def test_what_is_said_of_no_place_stays_until_it_is_ticked(self):
        row = self.ask(Question(UNSURE, detail="often"))
        self.assertIn("so many texts", row.question)
        self.clean_up(days=1000)
        self.assertTrue(row.exists())

    def test_ticked_place_stays_for_a_year(self):
        row = self.ask(self.note)
        row.action_done()
        self.clean_up(days=365)
        self.assertTrue(row.exists())

    def test_ticked_place_goes_after_a_year(self):
        row = self.ask(self.note)
        row.action_done()
        self.clean_up(days=366)
        self.assertFalse(row.exists())

    def test_place_goes_with_its_record(self):
        row, stays = self.ask(self.note, self.of_file()).sorted("attachment_number")
        self.file.res_id = False
        self.contact.unlink()
        self.clean_up()
        self.assertEqual((row | stays).exists(), stays)

    def test_place_goes_with_its_file(self):
        stays, row = self.ask(self.note, self.of_file()).sorted("attachment_number")
        self.file.unlink()
        self.clean_up()
        self.assertEqual((row | stays).exists(), stays)

    def test_place_goes_with_its_app(self):
        row = self.ask(Question(UNSURE, "gone.model", 7, "name"))
        self.clean_up()
        self.assertFalse(row.exists())

    def test_file_that_no_record_names_is_listed_while_it_is_in_the_filestore(self):
        rows = self.ask(
            Question(UNREADABLE, file=self.file.store_fname, detail="damaged"),
            Question(UNREADABLE, file="00/00", detail="damaged"),
        )
        self.clean_up()
        self.assertEqual(rows.exists().mapped("file"), [self.file.store_fname])

    def test_place_goes_when_its_person_is_anonymised(self):
        row = self.ask(Question(UNSURE, "res.partner", self.student.partner_id.id, "comment"))
        stays = self.ask(self.note) - row
        self.anonymise()
        self.assertEqual((row | stays).exists(), stays)

    def test_place_of_a_merged_contact_is_at_the_one_that_is_kept(self):
        kept = self.make_contact("Lone Bak")
        self.ask(self.note, Question(UNSURE, "res.partner", kept.id, "comment"), self.of_file())
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.contact | kept).ids, kept, extra_checks=False)
        self.env.invalidate_all()
        rows = self.looks.search([])
        self.assertEqual((len(rows), set(rows.mapped("res_id"))), (2, {kept.id}))
