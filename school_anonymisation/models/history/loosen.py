"""Loose participation: each enrolment, hire and waiting list entry stays by itself and belongs to nobody any more."""

import logging

import psycopg2

from odoo import api, models
from odoo.tools import SQL

from .kept import enrolments
from .level import LOOSE
from .pooling import PLACE, K, gathered, pooled

_logger = logging.getLogger(__name__)

WITHOUT_GENDER = ("school.waiting.list.entry", "school.instrument.hire")
"""What says nothing of whose it is but the profile; no report groups it by that."""


class LooseParticipation(models.AbstractModel):
    """What becomes of the history of anonymised students of a company that keeps loose participation.

    All statements are set-based and in the caller's transaction: a group of students is loosened or is as it was.
    """

    _name = "school.anonymisation.participation"
    _description = "Loose participation"

    @api.model
    def _loosen_all(self):
        """Loosen whoever has been anonymised and looked for once more, where a company keeps loose participation.

        Fewer than K at a time wait for others: who knows when somebody went would know whose it is.
        """
        for company in self.env["res.company"].sudo().search([("anonymisation_history_level", "=", LOOSE)]):
            profiles = self._to_loosen(company)
            if len(profiles) < K:
                continue
            try:
                with self.env.cr.savepoint():
                    self._loosen(profiles)
            except psycopg2.OperationalError:
                raise
            except Exception as error:  # noqa: BLE001 pylint: disable=broad-except
                # It is done again tomorrow. Without the message: it may quote a row.
                _logger.error("Participation of company %s not loosened: %s", company.id, type(error).__name__)

    @api.model
    def _to_loosen(self, company):
        """Return the anonymised students of this company who were looked for once more and are not loosened yet."""
        unverified = self.env["school.anonymisation.log"].sudo()._unverified()
        everybody = self.env["school.student"].sudo().with_context(active_test=False)
        return everybody.search(
            [
                ("anonymised", "=", True),
                ("anonymisation_carrier", "=", False),
                ("anonymisation_is_loose", "=", False),
                ("company_id", "=", company.id),
                ("id", "not in", unverified.ids),
            ]
        )

    @api.model
    def _loosen(self, profiles):
        """Let what these anonymised students of one company took part in belong to nobody.

        Course, teaching period, state, the number of lessons of each course and period stay what they are; gender and
        age group stay where K or more share them. Of the profiles, only how many there are by gender, by registration
        and by country stays true.
        """
        if not profiles:
            return
        self.env.flush_all()
        ids = profiles.ids
        summary = self.env["school.participation.summary"].sudo()
        for company, own in profiles.grouped("company_id").items():
            summary._count(company, own.ids)
        for company in self._companies_of_history(ids):
            self._hand_over_enrolments(company, ids)
            self._spread_lessons(company)
        for model in WITHOUT_GENDER:
            self._hand_over(model, ids)
        self._say_less_of_few()
        self._renumber((*WITHOUT_GENDER, "school.enrolment"))
        self._exchange_instruments()
        self._exchange_what_profiles_say(ids)
        self.env.invalidate_all(flush=False)

    @api.model
    def _companies_of_history(self, ids):
        """Return the companies in which these students took part: some have moved to another since."""
        rows = self.env.execute_query(
            SQL("SELECT DISTINCT company_id FROM school_enrolment WHERE student_id = ANY(%s)", ids)
        )
        return self.env["res.company"].sudo().browse(company_id for (company_id,) in rows)

    @api.model
    def _as_loose(self, company, ids):
        """Return SQL of a query of the loose enrolments of a company, those of these students among them, as they stay.

        Columns: id, those of `pooling.PLACE`, gender, age_group.
        """
        students = SQL(
            "SELECT id FROM school_student WHERE id = ANY(%s) OR anonymisation_carrier AND company_id = %s",
            ids,
            company.id,
        )
        stated = enrolments(students)
        stated = SQL("SELECT * FROM (%s) taken WHERE company_id = %s", stated, company.id)
        if company.anonymisation_history_small_courses:
            stated = gathered(stated, company._anonymisation_small_course().id)
        return pooled(stated)

    @api.model
    def _spread_lessons(self, company):
        """Spread the lessons of each group evenly over its enrolments: the sums stay, nobody's number does."""
        self.env.cr.execute(
            SQL(
                """
                WITH loose AS (
                    SELECT e.id, coalesce(sum(e.lessons_planned) OVER same, 0) AS planned,
                           coalesce(sum(e.lessons_attended) OVER same, 0) AS attended,
                           count(*) OVER same AS size, row_number() OVER (same ORDER BY random()) AS number
                      FROM school_enrolment e JOIN school_student s ON s.id = e.student_id
                     WHERE e.company_id = %(company)s AND s.anonymisation_carrier
                    WINDOW same AS (PARTITION BY %(group)s)
                )
                UPDATE school_enrolment e
                   SET lessons_planned = planned / size + (number <= planned %% size)::int,
                       lessons_attended = attended / size + (number <= attended %% size)::int
                  FROM loose WHERE loose.id = e.id
                """,
                company=company.id,
                group=SQL(", ").join(SQL.identifier("e", name) for name in (*PLACE, "gender", "age_group")),
            )
        )
