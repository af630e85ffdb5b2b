"""What erasing does to a person, to what the person left behind, and to the people around."""

from pathlib import Path

from odoo.addons.school_anonymisation.erasure import plan
from odoo.tests import tagged

from .kit_erasing import TRACES, ErasureCase, photo

WRITTEN = """SELECT pg_current_xact_id_if_assigned(), sum(n_tup_upd + n_tup_ins + n_tup_del)
               FROM pg_stat_xact_user_tables"""


@tagged("post_install", "-at_install")
class TestErasure(ErasureCase):
    def test_nothing_is_left_of_an_ordinary_life(self):
        self.anna.message_post(
            body="Åse O'Ravn called",
            subject="About Åse O'Ravn",
            attachments=[("Åse O'Ravn.txt", b"Dear \xc3\x85se O'Ravn")],
        )
        self.anna.partner_id.message_post(body="Moved to Lærkevej 12")
        self.anna.activity_schedule("mail.mail_activity_data_todo", summary="Call Åse O'Ravn")
        self.guardian.message_post(body="Spoke about Åse O'Ravn", partner_ids=self.anna.partner_id.ids)
        self.guardian.message_post(body="It is me, Åse O'Ravn", author_id=self.anna.partner_id.id)
        self.env["res.partner.bank"].create({"acc_number": "DK5000400440116243", "partner_id": self.anna.partner_id.id})
        self.env["mail.blacklist"].create({"email": "aase.ravn@example.com"})
        self.erase(self.anna)
        self.env.cr.precommit.run()
        self.assertNoTrace(TRACES)

    def test_profile_bears_its_label_and_keeps_what_reports_need(self):
        self.erase(self.anna)
        self.assertRegex(self.anna.name, r"^Anonymised student TEST-\d+$")
        self.assertEqual(self.anna.partner_id.complete_name, self.anna.name)
        self.assertFalse(self.anna.birth_date)
        self.assertFalse(self.anna.zip)
        self.assertFalse(any(self.anna[name] for name in ("email", "phone", "street", "national_id", "health_notes")))
        self.assertFalse(self.anna.active or self.anna.partner_id.active)

    def test_login_is_closed_and_unrecognisable(self):
        self.erase(self.anna)
        self.assertFalse(self.login.active)
        self.assertRegex(self.login.login, r"^anonymised-[0-9a-f-]{36}$")
        self.env.cr.execute("SELECT password FROM res_users WHERE id = %s", [self.login.id])
        self.assertEqual(self.env.cr.fetchone(), (None,))

    def test_no_mail_is_sent_about_it(self):
        before = self.env["mail.mail"].search_count([])
        self.erase(self.anna)
        self.env.cr.precommit.run()
        self.assertLessEqual(self.env["mail.mail"].search_count([]), before)

    def test_earlier_values_of_tracked_fields_are_looked_for_too(self):
        self.env.cr.precommit.run()
        self.anna.partner_id.email = "new.address@example.com"
        self.env.flush_all()
        self.env.cr.precommit.run()
        both = self.anna.partner_id | self.make_contact("Ib Holm")
        message = self.guardian.message_post(body="Was aase.ravn@example.com", partner_ids=both.ids)
        self.erase(self.anna)
        self.assertEqual(message.body, "<p>Was [anonymised]</p>")

    def test_pending_tracking_does_not_bring_old_values_back(self):
        self.anna.partner_id.email = "pending@example.com"
        self.erase(self.anna)
        self.env.cr.precommit.run()
        self.assertNoTrace(["aase.ravn@example.com", "pending@example.com"])

    def test_files_are_gone_from_disk_once_committed(self):
        self.anna.message_post(body="Letter", attachments=[("letter.txt", b"A letter that nobody else has")])
        own = {("school.student", self.anna.id), ("res.partner", self.anna.partner_id.id)}
        attachments = (
            self.env["ir.attachment"]
            .search([("res_model", "in", ("school.student", "res.partner")), ("res_field", "!=", 0)])
            .filtered(lambda item: (item.res_model, item.res_id) in own and item.store_fname)
        )
        paths = [Path(self.env["ir.attachment"]._full_path(name)) for name in attachments.mapped("store_fname")]
        self.assertTrue(paths and all(path.exists() for path in paths))
        self.erase(self.anna)
        self.commit_for_test()
        self.assertEqual([path for path in paths if path.exists()], [])

    def test_own_addresses_go_and_a_related_person_stays(self):
        address = self.env["res.partner"].create(
            {"name": "Home", "type": "other", "parent_id": self.anna.partner_id.id, "street": "Mosevej 3"}
        )
        person = self.env["res.partner"].create(
            {"name": "Bo Holm", "parent_id": self.anna.partner_id.id, "phone": "33 44 55 66"}
        )
        self.erase(self.anna)
        self.assertFalse(address.street)
        self.assertEqual((person.name, person.phone), ("Bo Holm", "33 44 55 66"))

    def test_contacts_named_apart_are_never_taken_for_an_address(self):
        relative = self.env["res.partner"].create(
            {"name": "Ole", "type": "invoice", "parent_id": self.anna.partner_id.id}
        )
        subjects = self.subjects(self.anna)
        subjects.separate = {relative.id}
        self.assertNotIn(relative.id, subjects.resolve(self.env)["res.partner"])

    def test_company_and_staff_are_refused(self):
        for partner in (self.company.partner_id, self.school_user.partner_id):
            subjects = self.subjects(self.anna)
            subjects.ids["res.partner"] = partner.ids
            subjects.labels = {partner.id: "x"}
            with self.assertRaises(ValueError):
                subjects.resolve(self.env)

    def test_namesake_keeps_every_byte(self):
        namesake = self.make_student(
            "Åse O'Ravn", email="other.ravn@example.com", street="Lærkevej 12", image_1920=photo("teal")
        )
        message = namesake.message_post(body="Åse O'Ravn plays on Monday")
        before = namesake.partner_id.read()
        self.erase(self.anna)
        self.commit_for_test()
        after = namesake.partner_id.read()
        self.assertEqual(before, after)
        self.assertEqual(message.body, "<p>Åse O'Ravn plays on Monday</p>")

    def test_preview_writes_nothing(self):
        self.env.flush_all()
        self.env.cr.execute(WRITTEN)
        before = self.env.cr.fetchone()
        lines = plan(self.env, self.subjects(self.anna)).fields
        self.env.cr.execute(WRITTEN)
        self.assertEqual(self.env.cr.fetchone(), before)
        self.assertTrue(any(line.count for line in lines))

    def test_family_link_is_cut_without_touching_the_guardian(self):
        self.link(self.anna, self.guardian, date_end=self.today)
        self.erase(self.anna)
        self.assertFalse(self.anna.family_association_ids)
        self.assertEqual(self.guardian.name, "Bente Holm")

    def test_participation_stays(self):
        self.enrol(self.anna, state="completed", lessons_planned=20, lessons_attended=17)
        self.erase(self.anna)
        self.assertEqual(self.anna.enrolment_ids.lessons_attended, 17)
