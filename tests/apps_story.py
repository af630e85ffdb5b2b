# A process of its own: plants lives in a database with many apps, anonymises, and writes down what was seen.
import contextlib
import pickle
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import lives
import lives_buying
import lives_learning
import lives_namesakes
import lives_talking
import looking
import pivots
import totals

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.service.server import load_server_wide_modules
from odoo.tools import config

FLOWS = (*lives_talking.FLOWS, *lives_learning.FLOWS, *lives_buying.FLOWS)
NAMES = [
    "Niamh O'Shaughnessy",
    "Jürgen Möllwöhr",
    "Åse Bæksgård Ørumdal",
    "Per%Cent Halvfemsen",
    "Under_Score Streg_Vedel",
    'Sigrid "Sissi" Kvotienten',
    "Back\\Slash Skråstregen",
]
NAMESAKE = {"name": "Asger Bredsdorff"}
HOME = {"email": "familien@lindqvist-sund.example.com", "street": "Fællesgårdens Alle 88"}


class Story:
    """What happens in ``database``, which ``looker`` sees from outside."""

    def __init__(self, database, looker):
        self.database = database
        self.looker = looker
        self.guardian = None
        self.namesakes = lives_namesakes.Namesakes()
        self.roles = {}
        self.leaving = [lives.Person(name, number) for number, name in enumerate(NAMES, 1)]
        self.leaving.append(lives.Person(NAMESAKE["name"], 8, NAMESAKE))
        self.leaving.append(lives.Person("Bo Lindqvist-Sund", 9, HOME))
        self.staying = [lives.Person(NAMESAKE["name"], 21, NAMESAKE), lives.Person("Ea Lindqvist-Sund", 22, HOME)]
        self.searched = {value for person in self.leaving for value in person.searched()}
        self.known_by = {value for person in self.staying for value in person.searched()}

    @contextlib.contextmanager
    def environment(self, login="admin"):
        """An environment for one user, committed at the end of the block."""
        with Registry(self.database).cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            user = env["res.users"].search([("login", "=", login)])
            yield env(user=user.id, context=dict(env["res.users"].with_user(user).context_get()))

    def tell(self):
        """Plant everybody, anonymise those who leave, the first by hand and the others together, and look."""
        seen = SimpleNamespace(searched=self.searched, levels={})
        with self.environment() as env:
            seen.undeclared, seen.unresolved = declared(env)
        self.plant()
        self.looker.rows("ANALYZE; SELECT 1")
        seen.before = self._look()
        by_hand, *together = [person.student_id for person in self.leaving]
        together += self.namesakes.student_ids
        with self.environment("officer") as env:
            env["school.student"].browse(by_hand).action_anonymise()
        with self.environment("officer") as env:
            outcome = env["school.student"].browse(together)._anonymise(origin="hand")
        with self.environment() as env:
            env["school.anonymisation.batch"].sudo()._work_off_rest()
        seen.not_done = {**outcome.skipped, **outcome.failed}
        seen.done, seen.together = sorted(outcome.done), sorted(together)
        seen.after = self._look()
        with self.environment() as env:
            seen.namesakes, seen.spelled = self.namesakes.bearers(env), self.namesakes.spelled(env)
            seen.booked = self.namesakes.booked(env)
        for level in ("one_history", "loose"):
            with self.environment() as env:
                seen.levels[level] = history_as(env(su=True), level, self.roles)
                env.cr.rollback()
        return seen

    def _look(self):
        """What is to be seen now: places of values, rows of those who stay alone, figures."""
        theirs = self.looker.belongings(self._owners(self.staying, self.guardian))
        shared = self.looker.belongings(self._owners(self.leaving))
        with self.environment() as env:
            figures = totals.of(env)
            reports = pivots.of(env, self.roles)
        return SimpleNamespace(
            places=self.looker.places(self.searched),
            living=self.looker.places(self.known_by),
            files=looking.files(config.filestore(self.database), self.searched),
            living_files=looking.files(config.filestore(self.database), self.known_by),
            rows={key: text for key, text in theirs.items() if key not in shared},
            totals=figures,
            reports=reports,
        )

    @staticmethod
    def _owners(people, *contacts):
        return {
            "res_partner": [*(person.partner_id for person in people), *contacts],
            "res_users": [person.user_id for person in people],
            "school_student": [person.student_id for person in people],
        }

    def plant(self):
        """Give everybody a life; the guardian of the first pays for lessons."""
        everybody = (*self.leaving, *self.staying)
        with self.environment() as env:
            school = lives.School(env)
            for person in everybody:
                lives.make_student(env, person)
            guardian = env["res.partner"].create({"name": "Gerda Vogterholm", "phone": "+45 39 39 41 42"})
            lives_buying.invoice_to_guardian(env, school, self.leaving[0], guardian)
            self.guardian = guardian.id
            for person in everybody:
                for flow in FLOWS:
                    flow(env, school, person)
            self.namesakes.plant(env, school)
            lives.make_officer(env)
            self.roles = pivots.users(env)


def declared(env):
    """Return what the register says nothing about, and what it says of fields that do not exist."""
    from odoo.addons.school_anonymisation.erasure.completeness import undeclared, unresolved

    nowhere = [(row.app, row.model, row.path, row.field) for row in unresolved(env)]
    return undeclared(env), nowhere


def history_as(env, level, roles):
    """Let what stays be moved as a level wants it; return the totals, the reports, and what leads to whom then."""
    company = env.company
    company.write({"anonymisation_history_level": level, "anonymisation_history_small_courses": False})
    env["school.anonymisation.participation"]._loosen_all()
    env["school.anonymisation.history"]._move_all()
    env.flush_all()
    env.invalidate_all()
    people = env["school.student"].with_context(active_test=False).search([("anonymised", "=", True)])
    own = people.filtered(lambda student: not student.anonymisation_carrier)
    return SimpleNamespace(
        moved=own.mapped("history_moved"),
        totals=totals.of(env),
        reports=pivots.of(env, roles),
        led_to={model: _count(env, model, own) for model in ("event.registration", "survey.user_input", "sale.order")},
    )


def _count(env, model, people):
    return env[model].with_context(active_test=False).search_count([("partner_id", "in", people.partner_id.ids)])


def main(configuration, database, result):
    """Tell the story in ``database`` and pickle what was seen into the file ``result``."""
    config.parse_config(["-c", configuration, "-d", database, "--no-http", "--log-level=error"], setup_logging=True)
    load_server_wide_modules()
    started = time.monotonic()
    looker = looking.Database(config["db_host"], config["db_port"], config["db_user"], database)
    seen = Story(database, looker).tell()
    looker.close()
    seen.seconds = time.monotonic() - started
    Path(result).write_bytes(pickle.dumps(seen))


if __name__ == "__main__":
    main(*sys.argv[1:])
