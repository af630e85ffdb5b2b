"""Rows of tables that nobody describes: whose they are, who else is called so, and what of Odoo's hangs on them."""

from odoo.tests import tagged

from .kit_tables import NAME, TablesCase


@tagged("post_install", "-at_install")
class TestTablesOfOthers(TablesCase):
    def test_name_in_two_columns_of_a_table_that_nobody_describes(self):
        people = ("Åse", "O'Ravn"), ("Åse", "Holm"), ("Ib", "O'Ravn")
        self.planted("x_choir", "first_name text, last_name text, town text", *((*who, "Odense") for who in people))
        self.planted("x_band", "first_name text, town text, last_name text", *((a, "Odense", b) for a, b in people))
        self.erase(self.anna)
        self.assertEqual(
            self.execute("SELECT * FROM x_choir ORDER BY last_name"),
            [("Åse", "Holm", "Odense"), ("Ib", "O'Ravn", "Odense"), ("[anonymised]", "[anonymised]", "Odense")],
        )
        # Where something stands between them, a person looks.
        self.assertEqual(self.questions(), {"x_band": "unsure"})

    def test_row_whose_key_leads_to_somebody_else_keeps_what_may_be_theirs(self):
        street = self.anna.street
        contacts = self.guardian, self.anna.partner_id
        self.planted(
            "x_visits",
            "id serial PRIMARY KEY, contact int REFERENCES res_partner, note text",
            *((number, contact.id, f"At {street}") for number, contact in enumerate(contacts)),
        )
        self.erase(self.anna)
        self.assertEqual(self.notes("x_visits"), [f"At {street}", "At [anonymised]"])

    def test_key_that_leads_to_another_column_than_the_id_says_nothing_of_row_numbers(self):
        twin = self.env["res.users"].create({"name": "Bo Holm", "login": "bo.holm"})
        self.planted(
            "x_tickets",
            "id serial PRIMARY KEY, username text REFERENCES res_users (login) ON UPDATE CASCADE, note text",
            (1, self.login.login, f"For {NAME}"),
            (2, twin.login, "For Bo Holm"),
        )
        self.execute("ALTER TABLE res_partner ADD x_number int UNIQUE")
        # The one's number is the other's row.
        for contact, number in ((self.anna.partner_id, self.guardian), (self.guardian, self.anna.partner_id)):
            self.execute("UPDATE res_partner SET x_number = %s WHERE id = %s", number.id, contact.id)
        self.planted(
            "x_visits",
            "id serial PRIMARY KEY, number int REFERENCES res_partner (x_number) ON UPDATE CASCADE, note text",
            (1, self.guardian.id, f"{NAME}, {self.anna.street}"),
            (2, self.anna.partner_id.id, "Bente Holm, Åse"),
        )
        self.erase(self.anna)
        tickets = self.execute("SELECT username, note FROM x_tickets ORDER BY id")
        self.assertEqual(tickets, [(self.login.login, "For [anonymised]"), ("bo.holm", "For Bo Holm")])
        visits = self.execute("SELECT number, note FROM x_visits ORDER BY id")
        self.assertEqual(visits, [(None, "[anonymised], [anonymised]"), (self.anna.partner_id.id, "Bente Holm, Åse")])

    def test_namesake_whom_only_a_table_of_somebody_elses_knows_stays_and_is_asked(self):
        self.planted(
            "x_choir",
            "id serial PRIMARY KEY, name text, email text, note text",
            (1, NAME, "another.ravn@example.org", "Sings"),
            (2, NAME, self.anna.email, f"{NAME} plays"),
            (3, "Bente Holm", "bente@example.org", f"Mother of {NAME}"),
        )
        self.erase(self.anna)
        self.assertEqual(
            self.execute("SELECT name, email, note FROM x_choir ORDER BY id"),
            [
                (NAME, "another.ravn@example.org", "Sings"),
                ("[anonymised]", "[anonymised]", "[anonymised] plays"),
                ("Bente Holm", "bente@example.org", "Mother of [anonymised]"),
            ],
        )
        self.assertEqual(self.questions(), {"x_choir": "unsure"})

    def test_table_that_holds_a_record_back_lets_it_go(self):
        message = self.anna.message_post(body="Called")
        self.planted("x_pins", "id serial PRIMARY KEY, message int REFERENCES mail_message", (1, message.id))
        self.erase(self.anna)
        self.assertFalse(message.exists() and message.body)

    def test_table_that_holds_a_record_by_another_column_than_the_id_lets_that_one_go(self):
        message, kept = self.anna.message_post(body="Called"), self.anna.message_post(body="Held")
        other = self.guardian.message_post(body="Called, too")
        self.execute("ALTER TABLE mail_message ADD x_number int UNIQUE")
        # The one's number is the other's row.
        for one, number in ((message, other.id), (other, message.id), (kept, -1)):
            self.execute("UPDATE mail_message SET x_number = %s WHERE id = %s", number, one.id)
        self.planted("x_pins", "id int, number int REFERENCES mail_message (x_number)", (1, other.id), (2, message.id))
        self.planted("x_bolts", "number int NOT NULL REFERENCES mail_message (x_number)", (-1,), (message.id,))
        self.erase(self.anna)
        self.assertEqual(self.execute("SELECT id, number FROM x_pins ORDER BY id"), [(1, None), (2, message.id)])
        self.assertFalse(message.exists())
        self.assertEqual((kept.exists(), kept.body or "", str(other.body)), (kept, "", "<p>Called, too</p>"))

    def test_record_that_a_table_cannot_do_without_stays_with_nothing_in_it(self):
        message = self.anna.message_post(body="Called", subject="Her lessons")
        free = self.anna.message_post(body="Called again")
        self.planted("x_pins", "id serial PRIMARY KEY, message int NOT NULL REFERENCES mail_message", (1, message.id))
        self.planted("x_colours", "pin int NOT NULL REFERENCES x_pins ON DELETE RESTRICT, colour text", (1, "red"))
        self.erase(self.anna)
        self.assertEqual((message.body or "", message.subject, message.id), ("", False, message.id))
        self.assertFalse(free.exists())
        self.assertEqual(self.execute("SELECT message, colour FROM x_pins, x_colours"), [(message.id, "red")])

    def test_number_in_a_column_of_numbers_is_asked_and_stays(self):
        denmark = self.env.ref("base.dk").id
        self.anna.write({"country_id": denmark, "phone": "+45 24 51 62 73", "national_id": "040309-4001"})
        self.planted("x_sms", "id serial PRIMARY KEY, receiver bigint, price numeric", (1, 4524516273, 24516274))
        self.planted("x_copy", "id serial PRIMARY KEY, cpr numeric, phone int, grade int", (1, 403094001, 24516273, 7))
        self.erase(self.anna)
        asked = self.env["school.anonymisation.look"].search([("source", "=like", "x\\_%")])
        self.assertEqual(
            set(asked.mapped("place")),
            {"Table x_sms, column receiver", "Table x_copy, column cpr", "Table x_copy, column phone"},
        )
        self.assertIn("The program changes no numbers", asked[0].question)
        self.assertEqual(self.execute("SELECT receiver, price FROM x_sms"), [(4524516273, 24516274)])

    def test_number_in_json_goes_where_it_is_a_phone_or_a_national_id_and_nothing_is_asked(self):
        self.anna.write(
            {
                "country_id": self.env.ref("base.dk").id,
                "phone": "+45 24 51 62 73",
                "national_id": "040309-4001",
                "student_number": "100",
            }
        )
        called = '{"phone": 24516273, "cpr": 403094001, "seconds": 100}'
        self.planted("x_calls", "note text, data jsonb", (f"{NAME} called", called))
        self.planted("x_duo", "first_name text, data jsonb", ("Åse", '["O\'Ravn", 100]'))
        self.planted(
            "x_costs",
            "id serial PRIMARY KEY, contact int REFERENCES res_partner, shares json",
            (1, self.anna.partner_id.id, '{"12": 100.0, "who": "Åse"}'),
        )
        self.erase(self.anna)
        self.assertEqual(
            self.execute("SELECT note, data FROM x_calls"),
            [("[anonymised] called", {"phone": None, "cpr": None, "seconds": 100})],
        )
        self.assertEqual(self.execute("SELECT * FROM x_duo"), [("[anonymised]", ["[anonymised]", 100])])
        self.assertEqual(self.notes("x_costs", "shares::text"), ['{"12": 100.0, "who": "[anonymised]"}'])
        self.assertEqual(self.questions(), {})

    def test_number_that_somebody_who_stays_has_too_is_not_asked(self):
        self.anna.phone = self.guardian.phone = "+45 24 51 62 73"
        self.planted("x_sms", "id serial PRIMARY KEY, receiver bigint", (1, 4524516273))
        self.erase(self.anna)
        self.assertEqual(self.questions(), {})

    def test_key_of_a_row_is_no_number_of_a_person(self):
        self.anna.phone = "+45 24 51 62 73"
        self.planted("x_tunes", "id int PRIMARY KEY, title text", (24516273, "Air"))
        self.planted("x_concerts", "id serial PRIMARY KEY, tune int REFERENCES x_tunes", (1, 24516273))
        self.erase(self.anna)
        self.assertEqual(self.questions(), {})
