"""Who is meant, in a database: for each thing that goes a twin that stays, letter for letter, or is asked about."""

import io
import zipfile
from base64 import b64decode

from markupsafe import Markup

from odoo.addons.school_anonymisation.erasure import Subjects, apply, plan
from odoo.addons.school_anonymisation.models.engine_host import SchoolHost
from odoo.tests import tagged

from .kit_erasing import ErasureCase, photo


@tagged("post_install", "-at_install")
class TestWhoIsMeant(ErasureCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.country_id = cls.env.ref("base.dk")
        cls.looks = cls.env["school.anonymisation.look"]

    def student_of(self, name, **values):
        return self.make_student(name, country_id=self.env.ref("base.dk").id, **values)

    def note(self, text):
        """Return a contact of somebody else's with a free text."""
        return self.env["res.partner"].create({"name": "Caretaker", "comment": text})

    def asked(self, record, field="comment"):
        place = [("model", "=", record._name), ("res_id", "=", record.id), ("field", "=", field)]
        return self.looks.search_count(place)

    # Names

    def test_mother_called_after_her_child_protects_nothing_and_keeps_what_is_hers(self):
        mothers = [
            self.make_contact("Mother of Vega Klitholm"),
            self.make_contact("Lone Bak (Vega Klitholm)"),
            self.make_contact("Lone Bak", street="c/o Vega Klitholm"),
            self.make_contact("Mor Vega Klitholm"),
            self.make_contact("Eltern von Vega Klitholm"),
            self.make_contact("Fam. Vega Klitholm"),
        ]
        note = self.note("<p>Vega Klitholm is ill</p>")
        self.erase(self.student_of("Vega Klitholm"))
        self.assertEqual(note.comment, "<p>[anonymised] is ill</p>")
        self.assertEqual(mothers[0].name, "Mother of [anonymised]")
        self.assertEqual(mothers[1].name, "Lone Bak ([anonymised])")
        self.assertEqual((mothers[2].name, mothers[2].street), ("Lone Bak", "c/o [anonymised]"))
        rest = [contact.name for contact in mothers[3:]]
        self.assertEqual(rest, ["Mor [anonymised]", "Eltern von [anonymised]", "Fam. [anonymised]"])

    def test_longer_name_that_ends_like_a_students_is_somebody_elses(self):
        other = self.make_contact("Rose Vega Klitholm", email="rose@office.example.com")
        note = self.note("<p>Rose Vega Klitholm is ill</p>")
        self.erase(self.student_of("Vega Klitholm", email="vega@home.example.com"))
        self.assertEqual((other.name, note.comment), ("Rose Vega Klitholm", "<p>Rose Vega Klitholm is ill</p>"))

    def test_namesake_keeps_the_name_and_texts_that_may_mean_either_are_asked(self):
        namesake = self.make_contact("Vega Klitholm", email="vega@office.example.com")
        note = self.note("<p>Vega Klitholm is ill</p>")
        self.erase(self.student_of("Vega Klitholm", email="vega@home.example.com"))
        self.assertEqual((namesake.name, note.comment), ("Vega Klitholm", "<p>Vega Klitholm is ill</p>"))
        self.assertTrue(self.asked(note))

    def test_beside_a_second_sign_the_name_of_a_namesake_means_the_person(self):
        self.make_contact("Vega Klitholm", email="vega@office.example.com")
        note = self.note("<p>Vega Klitholm, vega@home.example.com</p>")
        self.erase(self.student_of("Vega Klitholm", email="vega@home.example.com"))
        self.assertEqual(note.comment, "<p>[anonymised], [anonymised]</p>")
        self.assertFalse(self.asked(note))

    def test_sender_of_the_same_name_and_another_address_is_somebody_else(self):
        mail = self.guardian.message_post(body=Markup("<p>Regards, Vega Klitholm</p>"))
        mail.email_from = '"Vega Klitholm" <vk@office.example.com>'
        self.erase(self.student_of("Vega Klitholm", email="vega@home.example.com"))
        self.assertEqual(mail.body, "<p>Regards, Vega Klitholm</p>")
        self.assertEqual(mail.email_from, '"Vega Klitholm" <vk@office.example.com>')

    def test_middle_name_left_out_goes_unless_it_may_be_somebody_else(self):
        note = self.note("<p>Vega Klitholm is ill</p>")
        other = self.note("<p>Malou Sandberg is ill</p>")
        self.make_contact("Malou Irene Sandberg")
        self.erase(self.student_of("Vega Marie Klitholm") | self.student_of("Malou Freja Sandberg"))
        self.assertEqual(note.comment, "<p>[anonymised] is ill</p>")
        self.assertEqual(other.comment, "<p>Malou Sandberg is ill</p>")
        self.assertTrue(self.asked(other))

    def test_somebody_of_the_short_name_who_is_no_contact_makes_it_doubtful_too(self):
        note, full = self.note("<p>Vega Klitholm is ill</p>"), self.note("<p>Vega Marie Klitholm is ill</p>")
        self.env["mail.guest"].create({"name": "Vega Irene Klitholm"})
        self.erase(self.student_of("Vega Marie Klitholm"))
        self.assertEqual(note.comment, "<p>Vega Klitholm is ill</p>")
        self.assertTrue(self.asked(note))
        self.assertEqual(full.comment, "<p>[anonymised] is ill</p>")

    def test_somebody_of_the_short_name_makes_it_doubtful_however_the_field_is_filled(self):
        spellings = {
            "Malou Irene {} (5.B)": "Bandbergholm",
            "{}, Malou Irene": "Dandbergholm",
            "Fru Malou Irene {}": "Fandbergholm",
            "Malou Irene {} - violin": "Gandbergholm",
            "MALOU IRENE {}": "Øandbergholm",
            "Malóu Irene {}": "Handbergholm",
        }
        notes, pupils = {}, self.env["school.student"]
        for spelling, surname in spellings.items():
            notes[surname] = self.note(f"<p>Malou {surname} is ill</p>")
            self.make_contact(spelling.format(surname))
            pupils += self.student_of(f"Malou Freja {surname}")
        self.erase(pupils)
        for surname, note in notes.items():
            with self.subTest(surname):
                self.assertEqual(note.comment, f"<p>Malou {surname} is ill</p>")
                self.assertTrue(self.asked(note))

    def test_somebody_of_another_first_name_makes_no_short_name_doubtful_however_the_field_is_filled(self):
        note = self.note("<p>Malou Sandbergholm is ill</p>")
        for name in (
            "Marie Irene Sandbergholm (5.B)",
            "Sandbergholm, Irene Malou",
            "Malou Irene Sandbergholmen - violin",
        ):
            self.make_contact(name)
        self.erase(self.student_of("Malou Freja Sandbergholm"))
        self.assertEqual(note.comment, "<p>[anonymised] is ill</p>")

    def test_somebody_of_the_same_greek_first_name_and_surname_makes_the_short_name_doubtful(self):
        note = self.note("<p>Νίκος Μακρής sings</p>")
        self.make_contact("Νίκος Πάνος Μακρής")
        self.erase(self.make_student("Νίκος Άρης Μακρής"))
        self.assertEqual(note.comment, "<p>Νίκος Μακρής sings</p>")
        self.assertTrue(self.asked(note))

    def test_sender_with_an_initial_makes_no_full_name_doubtful(self):
        note = self.note("<p>Vega Klitholm is ill</p>")
        mail = self.guardian.message_post(body="Regards")
        mail.email_from = '"V. Klitholm" <vk@office.example.com>'
        self.erase(self.student_of("Vega Klitholm", email="vega@home.example.com"))
        self.assertEqual(note.comment, "<p>[anonymised] is ill</p>")
        self.assertEqual(mail.email_from, '"V. Klitholm" <vk@office.example.com>')

    def test_initial_is_asked_and_goes_beside_a_second_sign_in_nobodys_record(self):
        alone = self.note("<p>V. Klitholm is ill</p>")
        self.env.cr.execute("CREATE TABLE x_nobodys (id serial PRIMARY KEY, note text)")
        self.env.cr.execute(
            "INSERT INTO x_nobodys (note) VALUES ('V. Klitholm is ill. Write to vega@home.example.com')"
        )
        self.erase(self.student_of("Vega Klitholm", email="vega@home.example.com"))
        self.assertEqual(alone.comment, "<p>V. Klitholm is ill</p>")
        self.assertTrue(self.asked(alone))
        self.env.cr.execute("SELECT note FROM x_nobodys")
        self.assertEqual(self.env.cr.fetchall(), [("[anonymised] is ill. Write to [anonymised]",)])

    # What names things

    def test_thing_called_like_a_student_stays_and_so_do_texts_about_it(self):
        course = self.make_course("Vega Klitholm")
        note = self.note("<p>We play Vega Klitholm</p>")
        self.erase(self.student_of("Vega Klitholm"))
        self.assertEqual(course.name, "Vega Klitholm")
        self.assertEqual(note.comment, "<p>We play Vega Klitholm</p>")
        self.assertTrue(self.asked(note))
        self.assertTrue(self.asked(course, "name"))

    def test_thing_whose_name_mentions_a_student_is_asked_and_protects_no_text(self):
        course = self.make_course("Lessons Vega Klitholm")
        note = self.note("<p>Vega Klitholm is ill</p>")
        self.erase(self.student_of("Vega Klitholm"))
        self.assertEqual(course.name, "Lessons Vega Klitholm")
        self.assertEqual(note.comment, "<p>[anonymised] is ill</p>")
        self.assertTrue(self.asked(course, "name"))
        self.assertFalse(self.asked(note))

    def test_number_is_nobodys_but_beside_the_name(self):
        order, note = self.note("<p>Order S00012</p>"), self.note("<p>Vega Klitholm S00012</p>")
        self.env.cr.execute("CREATE TABLE x_nobodys (id serial PRIMARY KEY, note text)")
        self.env.cr.execute("INSERT INTO x_nobodys (note) VALUES ('S00012'), ('S00012 Vega Klitholm')")
        self.erase(self.student_of("Vega Klitholm", student_number="S00012"))
        self.assertEqual(order.comment, "<p>Order S00012</p>")
        self.assertEqual(note.comment, "<p>[anonymised] S00012</p>")
        self.env.cr.execute("SELECT note FROM x_nobodys ORDER BY id")
        self.assertEqual(self.env.cr.fetchall(), [("S00012",), ("[anonymised] [anonymised]",)])

    def test_configuration_called_like_a_student_stays(self):
        group = self.env["res.groups"].create({"name": "Vega Klitholm"})
        self.env["ir.config_parameter"].set_param("x.parameter", "vega@home.example.com")
        self.erase(self.student_of("Vega Klitholm", email="vega@home.example.com"))
        self.assertEqual(group.name, "Vega Klitholm")
        self.assertEqual(self.env["ir.config_parameter"].get_param("x.parameter"), "vega@home.example.com")

    # Families

    def test_what_a_mother_shares_with_her_child_stays_hers_in_her_own_mails(self):
        mother = self.make_contact("Lone Klitholm", email="home@klitholm.example.com")
        student = self.student_of("Vega Klitholm", email="home@klitholm.example.com")
        mail = mother.message_post(
            body=Markup("<p>Vega Klitholm is ill. Lone, home@klitholm.example.com</p>"),
            author_id=mother.id,
            email_from='"Lone Klitholm" <home@klitholm.example.com>',
            partner_ids=student.partner_id.ids + self.guardian.ids,
        )
        self.erase(student)
        self.assertEqual(mail.body, "<p>[anonymised] is ill. Lone, home@klitholm.example.com</p>")
        self.assertEqual(mail.email_from, '"Lone Klitholm" <home@klitholm.example.com>')

    def test_opt_out_of_an_address_that_the_family_shares_stays(self):
        self.make_contact("Lone Klitholm", email="home@klitholm.example.com")
        shared = self.env["mail.blacklist"].create({"email": "home@klitholm.example.com"})
        own = self.env["phone.blacklist"].create({"number": "+45 26 37 48 59"})
        self.erase(self.student_of("Vega Klitholm", email="home@klitholm.example.com", phone="+45 26 37 48 59"))
        self.assertEqual((shared.exists().email, bool(own.exists())), ("home@klitholm.example.com", False))

    # Second contacts

    def subjects_with(self, student, **second):
        label = f"Anonymised student TEST-{student.id:04}"
        people = {"res.partner": student.partner_id.ids}
        return Subjects(people, {student.partner_id.id: label}, host=SchoolHost(self.company.id), **second)

    def test_undecided_second_contact_stays_and_protects_nothing(self):
        student = self.student_of("Vega Klitholm", email="vega@home.example.com")
        second = self.make_contact("Vega Klitholm", email="vega@home.example.com")
        note = self.note("<p>Vega Klitholm, vega@home.example.com</p>")
        subjects = self.subjects_with(student, doubles={second.id: student.partner_id.id})
        apply(self.env, plan(self.env, subjects))
        self.env.invalidate_all()
        self.assertEqual(note.comment, "<p>[anonymised], [anonymised]</p>")
        self.assertEqual((second.name, second.email), ("Vega Klitholm", "vega@home.example.com"))

    def test_second_contact_of_the_same_person_goes_along(self):
        student = self.student_of("Vega Klitholm", email="vega@home.example.com")
        second = self.make_contact("Vega Klitholm", email="vega@home.example.com")
        self.env["school.anonymisation.second.contact"].with_user(self.officer)._propose(student).action_same()
        student.with_user(self.officer).action_anonymise()
        second.invalidate_recordset()
        self.assertEqual((second.name, second.email, second.active), (student.name, False, False))

    # Files

    def file(self, name, content, record):
        values = {"name": name, "raw": content, "res_model": record._name, "res_id": record.id}
        return self.env["ir.attachment"].create(values)

    def test_photo_named_after_the_student_goes_unless_it_is_somebody_elses(self):
        picture = b64decode(photo("olive"))
        own = self.file("Vega_Klitholm_diploma.png", picture, self.course)
        others = self.file("Vega Klitholm and Ib.png", picture + b"\n", self.guardian)
        self.erase(self.student_of("Vega Klitholm"))
        self.assertFalse(own.exists())
        self.assertTrue(others.exists())
        self.assertNotIn("Klitholm", others.name)

    def test_class_list_loses_the_students_cells_only(self):
        listed = self.file("class.csv", b"Fornavn;Efternavn\nIb;Holm\nVega;Klitholm\nEa;Juul\n", self.guardian)
        self.erase(self.student_of("Vega Klitholm"))
        self.assertEqual(listed.raw, b"Fornavn;Efternavn\nIb;Holm\n[anonymised];[anonymised]\nEa;Juul\n")

    def test_damaged_file_stops_nobody_and_is_asked_about_once(self):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/document.xml", "Minutes of the board. " * 300)
        content = bytearray(packed.getvalue())
        content[60:64] = b"\xff\x00\xff\x00"
        damaged = self.file("minutes.docx", bytes(content), self.guardian)
        students = self.student_of("Vega Klitholm"), self.student_of("Malou Sandberg")
        for student in students:
            student.with_user(self.officer).action_anonymise()
        self.look_through_everything_else()
        self.assertEqual([student.anonymised for student in students], [True, True])
        self.assertEqual(damaged.raw, bytes(content))
        self.assertEqual(self.looks.search_count([("attachment_number", "=", damaged.id)]), 1)
