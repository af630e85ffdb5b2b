"""A column that another program put on the people's own tables: it is emptied or asked about, and stops nobody."""

from odoo.addons.school_anonymisation.erasure import plan
from odoo.tests import tagged
from odoo.tools import SQL

from ..erasure.sql import run
from .kit_tables import NAME, TablesCase


@tagged("post_install", "-at_install")
class TestColumnsOfOthers(TablesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.second = cls.make_student("Ib Dahl")
        cls.gone = cls.anna | cls.second
        cls.env.flush_all()

    def added(self, *columns):
        """Add columns to the contacts."""
        for column in columns:
            self.execute(f"ALTER TABLE res_partner ADD {column}")

    def held(self, column, contacts):
        """Return what a column holds, whatever it is called, in the order of the contacts' ids."""
        query = "SELECT to_jsonb(t) -> %s FROM res_partner t WHERE t.id = ANY(%s) ORDER BY t.id"
        return [value for (value,) in run(self.env, SQL(query, column, contacts.ids))]

    def asked(self):
        """Return the columns of contacts that are asked about."""
        rows = self.env["school.anonymisation.look"].search([("source", "=", "res_partner")])
        self.assertLessEqual(set(rows.mapped("reason")), {"unwritable"})
        return set(rows.mapped("field"))

    def test_nothing_of_an_app_that_is_described_is_asked_about(self):
        self.assertEqual(plan(self.env, self.subjects(self.gone)).questions, set())

    def test_names_of_columns_may_be_anything(self):
        names = "Old number", '50 % "off"', "größe"
        self.added(*('"{}" text'.format(name.replace('"', '""')) for name in names))
        for name in names:
            quoted = name.replace('"', '""')
            self.execute(f"UPDATE res_partner SET \"{quoted}\" = '7'")  # noqa: S608
        self.erase(self.gone)
        for name in names:
            self.assertEqual(self.held(name, self.gone.partner_id), [None, None], name)
            self.assertEqual(self.held(name, self.guardian), ["7"], name)
        self.assertEqual(self.asked(), set())

    def test_type_may_lie_in_any_schema(self):
        self.execute("CREATE SCHEMA x_types")
        self.execute("CREATE TYPE x_types.mood AS ENUM ('good', 'bad')")
        self.execute("CREATE DOMAIN x_types.word AS text NOT NULL")
        self.added("mood x_types.mood DEFAULT 'bad'", "temper x_types.mood NOT NULL DEFAULT 'bad'")
        self.added("word x_types.word DEFAULT 'bad'", "price x_types.mood[] NOT NULL DEFAULT '{bad}'")
        self.erase(self.gone)
        self.assertEqual(self.held("mood", self.gone.partner_id), [None, None])
        self.assertEqual(self.held("price", self.gone.partner_id), [[], []])
        self.assertEqual(self.asked(), {"temper", "word"})

    def test_what_the_database_does_not_let_go_is_asked_about_and_the_rest_goes(self):
        self.execute("CREATE TABLE x_regions (id int PRIMARY KEY)")
        self.execute("INSERT INTO x_regions VALUES (1)")
        self.added(
            "region int NOT NULL DEFAULT 1 REFERENCES x_regions",
            "sync_no bigint GENERATED ALWAYS AS IDENTITY",
            "card serial UNIQUE CHECK (card > 0)",
            "born date NOT NULL DEFAULT '2001-02-03'",
            "drawer smallint NOT NULL DEFAULT 1",
            "badge int UNIQUE",
            "nickname text DEFAULT 'Rabbit'",
        )
        self.execute("ALTER TABLE res_partner ADD UNIQUE (drawer, id, born)")
        self.execute("UPDATE res_partner SET badge = id")
        contacts = self.gone.partner_id
        self.planted("x_doors", "badge int REFERENCES res_partner (badge)", *((number,) for number in contacts.ids))
        closed = {"region", "sync_no", "card", "born", "drawer", "badge"}
        before = {name: self.held(name, contacts) for name in closed}
        self.gone._anonymisation_preview()
        self.erase(self.gone)
        self.assertEqual(self.asked(), closed)
        self.assertEqual({name: self.held(name, contacts) for name in closed}, before)
        self.assertEqual(self.held("nickname", contacts), [None, None])
        self.assertEqual(self.held("nickname", self.guardian), ["Rabbit"])
        self.assertNotIn("Ravn", self.anna.name)

    def test_number_or_text_that_must_be_unique_is_one_of_nobodys(self):
        self.added("member_no serial UNIQUE", "code text NOT NULL DEFAULT gen_random_uuid()", "long_no bigserial")
        self.execute("ALTER TABLE res_partner ADD UNIQUE (company_id, code), ADD UNIQUE (company_id, long_no)")
        others = self.env["res.partner"].with_context(active_test=False).search([]) - self.gone.partner_id
        names = "member_no", "code", "long_no"
        before = {name: self.held(name, others) for name in names}
        mine = {name: self.held(name, self.gone.partner_id) for name in names}
        self.erase(self.gone)
        for name in names:
            self.assertFalse(set(mine[name]) & set(self.held(name, self.gone.partner_id)), name)
        self.assertLess(max(self.held("member_no", self.gone.partner_id)), 0)
        self.assertEqual({name: self.held(name, others) for name in names}, before)
        self.assertEqual(self.asked(), set())

    def test_button_and_second_look_go_on_and_what_is_asked_is_asked_once(self):
        self.added("sync_no bigint GENERATED ALWAYS AS IDENTITY", '"Old name" text')
        self.execute('UPDATE res_partner SET "Old name" = %s WHERE id = %s', NAME, self.anna.partner_id.id)
        # Another connection would wait for the columns.
        with self.enter_registry_test_mode():
            self.anna._anonymise("hand")
        self.look_through_everything_else()
        self.assertTrue(self.anna.anonymised)
        self.assertEqual(self.held("Old name", self.anna.partner_id), [None])
        rows = self.env["school.anonymisation.look"].search([("source", "=", "res_partner")])
        self.assertEqual(rows.mapped("place"), ["Table res_partner, column sync_no"])
