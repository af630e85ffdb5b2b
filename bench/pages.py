"""How long pages take to open, as the browser asks for them: settings, first steps, overview, a list, a profile."""

from functools import partial

from odoo.tests import Form

from . import database
from .table import Row

FIRST_STEPS = "school_anonymisation.school_anonymisation_settings_view_form_first_steps"
ELIGIBLE = [("anonymisation_eligible", "=", True)]
LIST_FIELDS = ("student_number", "name", "anonymisation_inactive_since", "anonymisation_inactive_periods_count")


def run(env, _argument):
    """Open each page a few times; return (Rows, no plans)."""
    officer = database.as_officer(env)
    # What the job that reads files leaves when it has read all of them.
    job = env.ref("school_anonymisation.ir_cron_anonymisation_files")
    env["ir.cron.progress"].create({"cron_id": job.id, "done": 1, "remaining": 0})
    settings = officer["school.anonymisation.settings"].browse(env.company.id)
    overview = officer["school.anonymisation.overview"].browse(env.company.id)
    students = officer["school.student"].with_context(active_test=False)
    specification = {name: {} for name in LIST_FIELDS}
    listed = partial(students.web_search_read, ELIGIBLE, specification, limit=80, order="last_activity_date, id")
    page = _opened(env, partial(Form, settings))
    return [
        Row("settings page opened", f"{page:.0f} ms", "", "", "300 ms", page < 300),
        _row(env, "  its figures of other numbers of periods, later", partial(settings.get_figures, "figures", {})),
        _row(env, "  its figures of the history, later", partial(settings.get_figures, "history_figures", {})),
        _row(env, "first steps opened", partial(Form, settings, FIRST_STEPS)),
        _row(env, "overview of the year opened", partial(Form, overview)),
        _row(env, "list of who can be anonymised opened (80 rows, and how many)", listed),
        _row(env, "profile of a student opened", partial(Form, students.search(ELIGIBLE, limit=1))),
    ], {}


def _row(env, what, page):
    return Row(what, f"{_opened(env, page):.0f} ms")


def _opened(env, page):
    """Return the milliseconds that a page takes with nothing in the caches of records."""

    def open_it():
        env.invalidate_all()
        page()

    return database.milliseconds(open_it, 3)
