# A process of its own: students are called like the things of a database with many apps, and are anonymised.
import os
import pickle
import random
import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import lives
import looking
import ways_in
from dateutil.relativedelta import relativedelta

from odoo import SUPERUSER_ID, api
from odoo.fields import Command
from odoo.modules.registry import Registry
from odoo.service.server import load_server_wide_modules
from odoo.tools import config

# SCHOOL_WALLS_SEED, another number, tries other words.
STUDENTS = 100
LONGEST = 80
# What things are called, and what the system runs on: {table: columns}; whatever is not installed is left out.
CALLED = {
    "ir_config_parameter": ("key", "value"),
    "ir_sequence": ("name", "code", "prefix"),
    "ir_rule": ("name", "domain_force"),
    "ir_model": ("model", "name"),
    "ir_model_fields": ("name", "field_description"),
    "ir_ui_view": ("name", "key"),
    "ir_ui_menu": ("name",),
    "ir_act_server": ("name", "code"),
    "ir_act_window": ("name", "res_model"),
    "ir_actions": ("name",),
    "ir_module_module": ("name", "shortdesc"),
    "res_groups": ("name", "comment"),
    "res_company": ("name", "email"),
    "res_country": ("name", "code"),
    "res_currency": ("name", "symbol"),
    "school_course": ("name",),
    "school_instrument": ("name", "serial_number"),
    "school_teaching_period": ("name",),
    "product_template": ("name", "default_code"),
    "product_tag": ("name",),
    "product_category": ("name", "complete_name"),
    "res_partner_category": ("name",),
    "crm_tag": ("name",),
    "crm_stage": ("name",),
    "crm_team": ("name",),
    "project_tags": ("name",),
    "account_account": ("name", "code_store"),
    "account_journal": ("name", "code"),
    "account_tax": ("name",),
    "account_payment_term": ("name",),
    "resource_calendar": ("name",),
    "resource_calendar_leaves": ("name",),
    "mail_template": ("name", "subject"),
    "mail_activity_type": ("name",),
    "website_menu": ("name", "url"),
    "website_page": ("url",),
    "hr_job": ("name",),
    "hr_skill": ("name",),
    "uom_uom": ("name",),
    "utm_source": ("name",),
    "stock_location": ("name", "complete_name"),
    "stock_warehouse": ("name", "code"),
    "account_move": ("name",),
    "sale_order": ("name",),
    "account_move_line": ("move_name",),
}
# Words that programs keep in the rows of whoever is written about.
WORDS = ("posted", "out_invoice", "res.partner", "comment", "opportunity", "draft", "email", "done", "consu", "binary")


class Story:
    """What happens in ``database``, which ``looker`` sees from outside."""

    def __init__(self, database, looker, seed):
        self.database, self.looker = database, looker
        self.random = random.Random(seed)

    def tell(self):
        """Set up a school, call students like its things, anonymise them, and say which other row is another now."""
        with self._environment() as env:
            set_up(env)
        words = self._words()
        with self._environment() as env:
            students = self._students(env, words)
            ours = {"school_student": set(students.ids), "res_partner": set(students.partner_id.ids)}
        before = self._rows()
        with self._environment("officer") as env:
            outcome = env["school.student"].browse(ours["school_student"])._anonymise(origin="hand")
        after = self._rows()
        with self._environment() as env:
            ways = ways_in.tried(env, env["school.student"].browse(outcome.done[0]))
        changed = {
            (table, key)
            for (table, key), row in before.items()
            if key not in ours.get(table, ()) and after.get((table, key)) != row
        }
        return SimpleNamespace(
            words=len(words),
            rows=len(before),
            students=len(ours["school_student"]),
            done=len(outcome.done),
            changed=sorted(changed),
            ways=ways,
        )

    def _environment(self, login="admin"):
        return _Environment(self.database, login)

    def _words(self):
        """Return what is tried: every table a share, so that the many names of records do not drown the rest."""
        there = self.looker.tables()
        found = []
        for table, columns in CALLED.items():
            for column in set(columns) & there.get(table, {}).keys():
                kind = there[table][column]
                text = f"coalesce({column}->>'en_US', {column}::text)" if kind == "jsonb" else f"{column}::text"
                rows = self.looker.rows(f"SELECT DISTINCT {text} FROM {table} WHERE {column} IS NOT NULL")  # noqa: S608
                found.append([row[0].strip() for row in rows if row[0].strip()])
        xmlids = [row[0] for row in self.looker.rows("SELECT module || '.' || name FROM ir_model_data")]
        found += [xmlids, [name.partition(".")[2] for name in xmlids], list(WORDS)]
        words = {word[:LONGEST] for some in found for word in self.random.sample(some, min(len(some), 6))}
        return sorted(words)

    def _students(self, env, words):
        """Return students with one of these words in each field by which people are known."""
        draw = iter(self.random.sample(words, len(words)))
        again = lambda: next(draw, None) or self.random.choice(words)  # noqa: E731
        rows = [
            {
                "name": again(),
                "ref": again(),
                "street": again(),
                "city": again(),
                "national_id": f"{again()} {number}",
                "student_number": f"{again()} {number}" if number % 2 else f"{number}",
                "registered_on": date.today() - relativedelta(years=6),
            }
            for number in range(max(STUDENTS, len(words) // 3))
        ]
        return env["school.student"].with_context(tracking_disable=True).create(rows)

    def _rows(self):
        """Return {(table, key): the row's fingerprint} of everything."""
        found = {}
        for table, columns in self.looker.tables().items():
            key = "t.id" if "id" in columns else "md5(t::text)"
            for name, row in self.looker.rows(f'SELECT {key}, md5(t::text) FROM "{table}" t'):  # noqa: S608
                found[table, name] = row
        return found


class _Environment:
    """An environment of one user, committed at the end of the block."""

    def __init__(self, database, login):
        self.cursor, self.login = Registry(database).cursor(), login

    def __enter__(self):
        cr = self.cursor.__enter__()
        users = api.Environment(cr, SUPERUSER_ID, {})["res.users"]
        user = users.search([("login", "=", self.login)])
        return users.env(user=user.id, context={"tz": "UTC"})

    def __exit__(self, *error):
        return self.cursor.__exit__(*error)


def set_up(env):
    """Set up a school that has customers, documents, closing days, tags."""
    school = lives.School(env)
    lives.make_officer(env)
    customer = env["res.partner"].create({"name": "Vognmand Olsen og Søn", "email": "olsen@vogn.example.com"})
    order = env["sale.order"].create(
        {"partner_id": customer.id, "order_line": [Command.create({"product_id": school.product.id})]}
    )
    order.action_confirm()
    move = env["account.move"].create(
        {
            "move_type": "out_invoice",
            "partner_id": customer.id,
            "invoice_date": date.today(),
            "invoice_line_ids": [Command.create({"name": f"As ordered, {order.name}", "price_unit": 100})],
        }
    )
    move.action_post()
    customer.message_post(body=f"Please pay {move.name} for {order.name}. Kind regards, Administrator")
    env["resource.calendar.leaves"].create(
        {"name": "Christmas Holidays", "date_from": "2026-12-24 00:00:00", "date_to": "2026-12-31 00:00:00"}
    )
    env["res.partner.category"].create({"name": "Friend of the school"})
    env["school.instrument"].create({"name": "Yamaha Violin", "serial_number": "YV-20260001"})
    env["crm.lead"].create([{"name": "Somebody asked", "type": "opportunity"}, {"name": "Call back", "type": "lead"}])


def main(configuration, database, result):
    """Tell the story in ``database`` and pickle what was seen into the file ``result``."""
    config.parse_config(["-c", configuration, "-d", database, "--no-http", "--log-level=error"], setup_logging=True)
    load_server_wide_modules()
    looker = looking.Database(config["db_host"], config["db_port"], config["db_user"], database)
    seen = Story(database, looker, os.environ.get("SCHOOL_WALLS_SEED", "1")).tell()
    looker.close()
    Path(result).write_bytes(pickle.dumps(seen))


if __name__ == "__main__":
    main(*sys.argv[1:])
