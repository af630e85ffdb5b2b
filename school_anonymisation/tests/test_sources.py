"""All of the database is looked through, whoever made it; what cannot be read costs itself only, and is named."""

from unittest.mock import patch

from odoo.addons.school_anonymisation.erasure import apply, plan, sweep, verify
from odoo.http import root
from odoo.tests import tagged

from ..erasure.sources import scan
from ..erasure.sources.views import refresh_views
from .kit_tables import NAME, TablesCase

LOGGER = "odoo.addons.school_anonymisation.erasure.sources.reading"


@tagged("post_install", "-at_install")
class TestSources(TablesCase):
    def test_table_without_a_page_is_not_read_and_counts(self):
        self.planted("x_empty", "note text")
        self.planted("x_full", "note text", ("For nobody",))
        read, tables = scan.read, []

        def note(env, table, *arguments):
            tables.append(table.name)
            return read(env, table, *arguments)

        with patch.object(scan, "read", note):
            searched = sweep(self.env, self.subjects(self.anna)).searched
        self.assertIn("x_full", tables)
        self.assertNotIn("x_empty", tables)
        self.assertGreater(searched.tables, len(set(tables)))

    # Keys

    def test_row_is_found_again_whatever_its_key(self):
        uuid = "2f1c1c1e-0f4b-4f0e-9f43-1d7d6c1b8a11"
        self.planted("x_uuid", "id uuid PRIMARY KEY, note text", (uuid, f"For {NAME}"))
        self.planted("x_text", "id varchar PRIMARY KEY, note text", ("tab\tand \\ back", f"For {NAME}"))
        self.planted(
            "x_both",
            "year int, code text, note text, PRIMARY KEY (code, year)",
            (2024, "a", f"For {NAME}"),
            (2024, "b", "For Åse Holm"),
            (2025, "a", "For nobody"),
        )
        self.planted("x_dated", "at timestamptz NOT NULL UNIQUE, note text", ("2024-05-01 12:00+02", f"For {NAME}"))
        self.planted("x_none", "note text", (f"For {NAME}",), ("For nobody",), (f"For {NAME}",))
        self.planted("x_id_twice", "id int, note text", (1, f"For {NAME}"), (1, "For nobody"))
        self.erase(self.anna)
        for table in ("x_uuid", "x_text", "x_dated"):
            self.assertEqual(self.notes(table), ["For [anonymised]"], table)
        self.assertEqual(self.notes("x_both"), ["For [anonymised]", "For nobody", "For Åse Holm"])
        self.assertEqual(self.notes("x_none"), ["For [anonymised]", "For [anonymised]", "For nobody"])
        self.assertEqual(self.notes("x_id_twice"), ["For [anonymised]", "For nobody"])

    def test_name_that_is_the_key_itself_goes_and_stays_unique(self):
        self.planted("x_named", "who text PRIMARY KEY, other varchar(40) UNIQUE", (NAME, NAME), ("Ib Holm", "Ib Holm"))
        self.erase(self.anna)
        (other, _theirs), (who, mine) = sorted(self.execute("SELECT who, other FROM x_named"))
        self.assertEqual((other, who[:12], mine[:12]), ("Ib Holm", "[anonymised]", "[anonymised]"))

    def test_names_of_tables_and_columns_may_be_anything(self):
        self.execute('CREATE TABLE "Kopie 100%% ""2024""" ("Name des Schülers" text)'.replace("%%", "%"))
        self.env.cr.execute('INSERT INTO "Kopie 100%% ""2024""" VALUES (%s)', [f"Von {NAME}"])
        self.erase(self.anna)
        self.env.cr.execute('SELECT * FROM "Kopie 100%% ""2024"""', [])
        self.assertEqual(self.env.cr.fetchall(), [("Von [anonymised]",)])

    # Kinds of tables

    def test_table_and_its_heir_are_each_written_once(self):
        self.planted("x_old", "id serial PRIMARY KEY, note text", (1, f"Old {NAME}"))
        self.execute("CREATE TABLE x_heir (more text) INHERITS (x_old)")
        self.execute("INSERT INTO x_heir VALUES (1, %s, %s)", f"Heir {NAME}", "x")
        self.execute("INSERT INTO x_heir VALUES (2, %s, %s)", "Somebody else", "x")
        self.erase(self.anna)
        self.assertEqual(self.notes("x_old"), ["Heir [anonymised]", "Old [anonymised]", "Somebody else"])

    def test_partitions_with_a_key_and_without(self):
        for table, columns in (
            ("x_keyed", "id int, year int, note text, PRIMARY KEY (id, year)"),
            ("x_bare", "year int, note text"),
        ):
            self.execute(f"CREATE TABLE {table} ({columns}) PARTITION BY LIST (year)")
            for year in (2024, 2025):
                self.execute(f"CREATE TABLE {table}_{year} PARTITION OF {table} FOR VALUES IN ({year})")
                key = "1, " if table == "x_keyed" else ""
                self.execute(f"INSERT INTO {table} VALUES ({key}%s, %s)", year, f"{year} {NAME}")  # noqa: S608
        self.erase(self.anna)
        for table in ("x_keyed", "x_bare"):
            self.assertEqual(self.notes(table), ["2024 [anonymised]", "2025 [anonymised]"], table)

    def test_other_schema_of_the_same_database(self):
        self.execute("CREATE SCHEMA x_audit")
        self.planted("x_audit.res_partner", "id int PRIMARY KEY, note text", (1, f"Was {NAME}"), (2, "Was Ib Holm"))
        self.erase(self.anna)
        self.assertEqual(self.notes("x_audit.res_partner"), ["Was Ib Holm", "Was [anonymised]"])

    def test_type_of_the_databases_own_made_of_texts(self):
        self.execute("CREATE DOMAIN x_remark AS varchar(60)")
        self.planted("x_domain", "id serial PRIMARY KEY, note x_remark", (1, f"Of {NAME}"))
        self.erase(self.anna)
        self.assertEqual(self.notes("x_domain"), ["Of [anonymised]"])

    def test_type_made_of_several_columns_and_arrays_of_it(self):
        self.execute("CREATE TYPE x_call AS (at int, who text, remark text)")
        self.planted("x_calls", "id serial PRIMARY KEY, call x_call, earlier x_call[], number int[]")
        self.execute(
            "INSERT INTO x_calls (call, earlier) VALUES (ROW(1, %s, %s),"
            " ARRAY[ROW(2, 'Ib Holm', %s), ROW(3, NULL, '')]::x_call[])",
            *(NAME, 'a, "b"', f"For {NAME}, (and others)"),
        )
        self.erase(self.anna)
        rows = self.execute(
            "SELECT (call).who, (call).remark, (earlier[1]).who, (earlier[1]).remark, (earlier[2]).at FROM x_calls"
        )
        self.assertEqual(rows, [("[anonymised]", 'a, "b"', "Ib Holm", "For [anonymised], (and others)", 3)])

    def test_partition_that_lies_on_another_server_is_named_and_the_others_are_read(self):
        self.execute("CREATE FOREIGN DATA WRAPPER x_wrapper")
        self.execute("CREATE SERVER x_server FOREIGN DATA WRAPPER x_wrapper")
        self.execute("CREATE TABLE x_parted (year int, note text) PARTITION BY LIST (year)")
        self.execute("CREATE TABLE x_near PARTITION OF x_parted FOR VALUES IN (2025)")
        self.execute("CREATE FOREIGN TABLE x_far PARTITION OF x_parted FOR VALUES IN (2020) SERVER x_server")
        self.execute("INSERT INTO x_near VALUES (2025, %s), (2025, 'For Ib Holm')", f"For {NAME}")
        self.erase(self.anna)
        self.assertEqual(self.notes("x_near"), ["For Ib Holm", "For [anonymised]"])
        self.assertEqual(self.questions(), {"x_far": "foreign"})

    # What cannot be read or written

    def test_foreign_table_is_left_out_and_named(self):
        self.execute("CREATE FOREIGN DATA WRAPPER x_wrapper")
        self.execute("CREATE SERVER x_server FOREIGN DATA WRAPPER x_wrapper")
        self.execute("CREATE FOREIGN TABLE x_elsewhere (note text) SERVER x_server")
        self.erase(self.anna)
        self.assertEqual(self.questions(), {"x_elsewhere": "foreign"})

    def test_table_and_column_without_right_are_named_and_the_rest_goes(self):
        self.planted("x_secret", "id serial PRIMARY KEY, note text", (1, NAME))
        self.planted("x_half", "id serial PRIMARY KEY, hidden text, note text", (1, NAME, f"For {NAME}"))
        self.planted("x_read_only", "id serial PRIMARY KEY, note text", (1, NAME))
        self.execute("CREATE ROLE x_weak NOLOGIN")
        self.execute("GRANT x_weak TO CURRENT_USER")
        self.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO x_weak")
        self.execute("GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO x_weak")
        self.execute("REVOKE ALL ON x_secret, x_half, x_read_only FROM x_weak")
        self.execute("GRANT SELECT (id, note), UPDATE (note) ON x_half TO x_weak")
        self.execute("GRANT SELECT ON x_read_only TO x_weak")
        self.execute("SET LOCAL ROLE x_weak")
        self.erase(self.anna)
        self.execute("RESET ROLE")
        self.assertEqual(self.notes("x_half"), ["For [anonymised]"])
        self.assertEqual(self.questions(), {"x_secret": "no_right", "x_half": "no_right", "x_read_only": "unwritable"})
        self.assertNotIn("Ravn", self.anna.name)

    def test_table_that_breaks_while_it_is_read_costs_itself_only(self):
        self.planted("x_before", "note text", (f"For {NAME}",))
        self.execute("CREATE FUNCTION x_break() RETURNS boolean LANGUAGE plpgsql AS 'BEGIN RETURN 1 / 0 = 0; END'")
        self.planted("x_broken", "note text", (NAME,))
        self.execute("ALTER TABLE x_broken ENABLE ROW LEVEL SECURITY")
        self.execute("CREATE ROLE x_weak NOLOGIN")
        self.execute("GRANT x_weak TO CURRENT_USER")
        self.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO x_weak")
        self.execute("GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO x_weak")
        self.execute("CREATE POLICY x_policy ON x_broken USING (x_break())")
        self.execute("SET LOCAL ROLE x_weak")
        self.erase(self.anna)
        self.execute("RESET ROLE")
        self.assertEqual(self.notes("x_before"), ["For [anonymised]"])
        self.assertIn(self.questions()["x_broken"], ("hides_rows", "damaged"))

    def test_what_goes_wrong_in_the_middle_of_a_table_costs_it_only(self):
        self.planted("x_raw", "id serial PRIMARY KEY, raw bytea", *((number, b"x" * 5000) for number in range(200)))
        self.planted("x_then", "note text", (f"For {NAME}",))
        with patch.object(scan.Extractor, "extract", side_effect=ValueError(NAME)), self.assertLogs(LOGGER) as said:
            self.erase(self.anna)
        self.assertEqual(self.notes("x_then"), ["For [anonymised]"])
        # So do tables of Odoo's with bytes in them: nothing can be read here.
        self.assertEqual(self.questions()["x_raw"], "failed")
        self.assertNotIn("Ravn", str(said.output))

    def test_sessions_that_are_not_on_this_disk_are_named(self):
        with patch.object(root, "session_store", object()):
            self.erase(self.anna)
        self.assertEqual(self.questions(), {"sessions": "not_on_disk"})

    def test_second_look_says_in_the_log_how_many_were_not_searched(self):
        self.execute("CREATE FOREIGN DATA WRAPPER x_wrapper")
        self.execute("CREATE SERVER x_server FOREIGN DATA WRAPPER x_wrapper")
        self.execute("CREATE FOREIGN TABLE x_elsewhere (note text) SERVER x_server")
        self.anna._anonymise("hand")
        self.look_through_everything_else()
        line = self.env["school.anonymisation.log"].search([("student_id", "=", self.anna.id)], limit=1)
        self.assertEqual((line.kind, line.unread_sources), ("verified", 1))
        company = self.anna.company_id
        shown = self.env["school.anonymisation.look"]._unread_sources([("company_id", "=", company.id)])
        self.assertIn("x_elsewhere", shown)
        self.assertEqual(self.env["school.anonymisation.log"]._first_broken_line(), "")

    # Materialised views

    def test_materialised_view_is_made_anew_and_what_it_shows_then_is_looked_at(self):
        self.planted("x_list", "id serial PRIMARY KEY, note text", (1, f"For {NAME}"))
        self.execute("CREATE MATERIALIZED VIEW x_first AS SELECT note FROM x_list")
        self.execute("CREATE MATERIALIZED VIEW x_second AS SELECT note || '!' AS note FROM x_first")
        self.execute("CREATE MATERIALIZED VIEW x_constant AS SELECT %s::text AS note", f"Of {NAME}")
        swept = sweep(self.env, self.subjects(self.anna))
        apply(self.env, plan(self.env, self.subjects(self.anna), sweep=swept), swept)
        with self.enter_registry_test_mode():
            self.assertEqual(refresh_views(self.env.cr.dbname), [])
        self.assertEqual(self.notes("x_second"), ["For [anonymised]!"])
        found = verify(self.env, swept, set(self.anna.partner_id.ids))
        self.assertEqual(found.left, {("x_constant", "note"): 1})

    # What is no table, and what no reader knows

    def test_types_that_hold_texts_are_read_and_the_one_that_is_not_is_named(self):
        self.planted("x_letters", "id serial PRIMARY KEY, letters xml[]")
        letters = [f"<p>{NAME}</p>", "<p>Ib Holm</p>"]
        self.execute("INSERT INTO x_letters (letters) VALUES (%s::xml[])", letters)
        self.planted("x_packets", "id serial PRIMARY KEY, raw bytea[]", (1, [NAME.encode()]))
        self.erase(self.anna)
        self.assertEqual(self.notes("x_letters", "letters::text"), ['{<p>[anonymised]</p>,"<p>Ib Holm</p>"}'])
        self.assertEqual(self.questions(), {"x_packets": "files_inside"})

    def test_large_objects_are_named(self):
        self.execute("SELECT lo_from_bytea(0, %s)", NAME.encode())
        self.erase(self.anna)
        self.assertEqual(self.questions(), {"pg_largeobject": "not_on_disk"})
