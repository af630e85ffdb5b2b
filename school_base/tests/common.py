# The test kit: a school of its own, with users, eight teaching periods and factories.
from contextlib import contextmanager
from datetime import date, datetime, time

from dateutil.relativedelta import relativedelta
from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import TransactionCase, freeze_time, new_test_user, tagged
from odoo.tools import mute_logger

NO_INVITATION = {"no_reset_password": True}


@tagged("post_install", "-at_install")
class SchoolCase(TransactionCase):
    """A test with a company of its own, as it stands on the day ``today``.

    ``today``: date on which the test plays, noon UTC; None leaves the clock alone.
    ``accounting``: True loads a chart of accounts, which ``make_invoice`` needs.
    ``periods``: eight half-year teaching periods, oldest first; the last one holds ``today``.
    """

    today = date(2026, 10, 1)
    accounting = False

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if cls.today:
            cls.startClassPatcher(freeze_time(datetime.combine(cls.today, time(12))))
        else:
            cls.today = date.today()
        cls.company = cls.make_company("Test school")
        cls.env = cls.env(
            context=dict(
                cls.env.context,
                allowed_company_ids=cls.company.ids,
                tracking_disable=False,
            )
        )
        cls.company = cls.company.with_env(cls.env)
        cls.school_user = cls.make_user("kit_school_user", "school_base.group_school_user")
        cls.superuser = cls.make_user("kit_superuser", "school_base.group_school_superuser")
        cls.periods = cls.make_periods(8)
        cls.period = cls.periods[-1]
        cls.course = cls.make_course("Violin")
        if cls.accounting:
            cls.load_accounting(cls.company)

    @classmethod
    def make_company(cls, name, **values):
        company = cls.env["res.company"].create({"name": name, **values})
        company.partner_id.tz = "Europe/Copenhagen"
        return company

    @classmethod
    def make_user(cls, login, groups="base.group_user", company=None, **values):
        """Return a user with exactly these groups (comma-separated XML ids)."""
        company = company or cls.company
        return new_test_user(
            cls.env,
            login=login,
            groups=groups,
            context=NO_INVITATION,
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
            **values,
        )

    @classmethod
    def make_portal_user(cls, partner, login=None):
        """Return the portal login of a contact."""
        return new_test_user(
            cls.env,
            login=login or f"portal{partner.id}@example.com",
            groups="base.group_portal",
            context=NO_INVITATION,
            partner_id=partner.id,
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )

    @classmethod
    def make_periods(cls, count, company=None):
        """Return ``count`` half-years, oldest first, the last one holding ``today``."""
        company = company or cls.company
        last = cls.today.replace(month=1 if cls.today.month < 7 else 7, day=1)
        starts = [last - relativedelta(months=6 * back) for back in reversed(range(count))]
        return cls.env["school.teaching.period"].create([cls._period_values(start, company) for start in starts])

    @classmethod
    def _period_values(cls, start, company):
        season = "Spring" if start.month < 7 else "Autumn"
        return {
            "name": f"{season} {start.year}",
            "date_start": start,
            "date_end": start + relativedelta(months=6, days=-1),
            "company_id": company.id,
        }

    @classmethod
    def make_period(cls, date_start, date_end, name="A period", company=None):
        return cls.env["school.teaching.period"].create(
            {
                "name": name,
                "date_start": date_start,
                "date_end": date_end,
                "company_id": (company or cls.company).id,
            }
        )

    @classmethod
    def make_course(cls, name="Piano", **values):
        return cls.env["school.course"].create({"name": name, "company_id": cls.company.id, **values})

    @classmethod
    def make_student(cls, name="Asta Lund", **values):
        """Return a student registered before the first of ``periods``."""
        first = cls.periods[:1].date_start or cls.today
        return cls.env["school.student"].create(
            {
                "name": name,
                "company_id": cls.company.id,
                "registered_on": first - relativedelta(days=1),
                **values,
            }
        )

    @classmethod
    def make_contact(cls, name="Bo Lund", **values):
        return cls.env["res.partner"].create({"name": name, **values})

    @classmethod
    def enrol(cls, student, period=None, course=None, **values):
        """Return an active enrolment, by default in the current period."""
        return cls.env["school.enrolment"].create(
            {
                "student_id": student.id,
                "course_id": (course or cls.course).id,
                "period_id": (period or cls.period).id,
                **values,
            }
        )

    @classmethod
    def put_on_waiting_list(cls, student, course=None, **values):
        return cls.env["school.waiting.list.entry"].create(
            {
                "student_id": student.id,
                "course_id": (course or cls.course).id,
                "requested_on": cls.today,
                **values,
            }
        )

    @classmethod
    def make_instrument(cls, name="Cello", **values):
        return cls.env["school.instrument"].create({"name": name, "company_id": cls.company.id, **values})

    @classmethod
    def hire(cls, student, instrument=None, **values):
        """Return a current hire that began today, of a new instrument unless one is given."""
        return cls.env["school.instrument.hire"].create(
            {
                "student_id": student.id,
                "instrument_id": (instrument or cls.make_instrument()).id,
                "hired_on": cls.today,
                **values,
            }
        )

    @classmethod
    def link(cls, student, relative, relation="guardian", **values):
        """Return a family association that began with the first of ``periods``."""
        return cls.env["school.family.association"].create(
            {
                "student_id": student.id,
                "relative_id": relative.id,
                "relation": relation,
                "date_start": cls.periods[:1].date_start or cls.today,
                **values,
            }
        )

    @classmethod
    def load_accounting(cls, company):
        """Give a company Odoo's generic chart of accounts, with its journals."""
        cls.env["account.chart.template"].with_company(company).try_loading(
            "generic_coa", company=company, install_demo=False
        )

    @classmethod
    def make_invoice(cls, partner, amount=100, post=True, student=None, **values):
        """Return a customer invoice of one line without tax, dated today unless told."""
        move = cls.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": partner.id,
                "student_id": student.id if student else False,
                "company_id": cls.company.id,
                "invoice_date": cls.today,
                "invoice_line_ids": [
                    Command.create({"name": "Tuition", "price_unit": amount, "tax_ids": [Command.clear()]})
                ],
                **values,
            }
        )
        if post:
            move.action_post()
        return move

    @classmethod
    def pay(cls, move, amount=None):
        """Register a payment of a posted invoice: all of it, or ``amount``."""
        wizard = cls.env["account.payment.register"].with_context(active_model="account.move", active_ids=move.ids)
        values = {"payment_date": cls.today}
        if amount is not None:
            values["amount"] = amount
        return wizard.create(values)._create_payments()

    @classmethod
    def credit(cls, move):
        """Return the posted credit note that cancels an invoice."""
        return move._reverse_moves([{"invoice_date": cls.today}], cancel=True)

    @classmethod
    @contextmanager
    def on_day(cls, day, hour=12):
        """Play the block at ``hour`` UTC of another day."""
        with freeze_time(datetime.combine(day, time(hour))):
            yield

    def run_job(self, xml_id, day=None, hour=12):
        """Run a scheduled job once, today or at ``hour`` UTC of another day."""
        job = self.env.ref(xml_id)
        self.env.flush_all()
        with self.enter_registry_test_mode(), self.on_day(day or self.today, hour):
            job.method_direct_trigger()
        self.env.invalidate_all()

    @contextmanager
    def assertRefused(self, words):
        """Check that the block is refused with a sentence that holds ``words``.

        The sentence is the one the user is shown, whether the model or the database refuses.
        """
        with mute_logger("odoo.sql_db"):
            try:
                with self.env.cr.savepoint():
                    yield
            except UserError as refusal:
                self.env.invalidate_all(flush=False)
                self.assertIn(words, str(refusal))
                return
            except IntegrityError as refusal:
                self.env.invalidate_all(flush=False)
                model = self._model_of_table(refusal.diag.table_name)
                self.assertIn(words, model._sql_error_to_message(refusal))
                return
        self.fail(f"This was not refused, though it should say: {words}")

    def _model_of_table(self, table):
        names = (name for name, model in self.registry.items() if model._table == table)
        return self.env[next(names, "base")]
