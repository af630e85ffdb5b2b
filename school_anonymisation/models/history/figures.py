"""What each level means for this school, measured on its own students and shown before anybody saves."""

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .kept import enrolments, hires, histories, requests
from .measure import measured
from .pooling import K, gathered, gathered_hires, gathered_requests, pooled


class ResCompany(models.Model):
    _inherit = "res.company"

    def _history_figures(self, small_courses=None):
        """Measure what each level keeps of this company's students: the anonymised, and who could be today.

        :param small_courses: whether small courses are put together; as the company has decided unless told.
        :return: (lines, not stated): of each line what is looked at together, in words, the Measured at one history,
            which counts students, and that at loose participation, which counts records, one of the two None; then
            the number of enrolments, and of how many loose participation would not say the gender, the age group.
        """
        self.ensure_one()
        if small_courses is None:
            small_courses = self.anonymisation_history_small_courses
        self.env.flush_all()
        people, everything = self._history_students()
        stated = enrolments(everything)
        kept = gathered(stated, self.anonymisation_small_course_id.id or 0) if small_courses else stated
        loose = pooled(kept)
        apart = self._kept_loosely(everything, loose, small_courses)
        lines = [
            *((words, measured(self.env, *kept), None) for words, *kept in self._kept_at_one_history(people)),
            *((words, None, measured(self.env, *kept)) for words, *kept in apart),
        ]
        return lines, self._not_stated(stated, loose)

    def _history_students(self):
        """Return SQL of two queries of ids: students with a history of their own; these and the carriers of others."""
        students = self.env["school.student"].sudo().with_context(active_test=False)
        here = Domain("company_id", "=", self.id) & Domain("kind", "=", "student")
        with_a_history = Domain("anonymisation_carrier", "=", False) & Domain("anonymisation_is_loose", "=", False)
        gone_or_going = Domain("anonymised", "=", True) | Domain("anonymisation_eligible", "=", True)
        # Who could be anonymised is asked once, whatever is measured of them.
        people = students.search(here & with_a_history & gone_or_going).ids
        carriers = students.search(here & Domain("anonymisation_carrier", "=", True)).ids
        return SQL("SELECT unnest(%s::int[])", people), SQL("SELECT unnest(%s::int[])", people + carriers)

    def _kept_at_one_history(self, students):
        """Return [(words, SQL of a query with a row a student, what is looked at together)]."""
        rows = histories(students, self._school_periods_company().id)
        return [
            (self.env._("Gender and age groups"), rows, ("gender", "age_groups")),
            (
                self.env._("Gender, age groups, country and teaching period of registration"),
                rows,
                ("gender", "age_groups", "country_id", "registered_in"),
            ),
            (self.env._("Courses with their teaching periods"), rows, ("taken",)),
        ]

    def _kept_loosely(self, students, loose, together):
        """Return [(words, SQL of a query with a row a record, what is looked at together)].

        :param loose: SQL of a query of their enrolments, as `pooling.pooled` gives it.
        :param together: whether less is said of hires and waiting list entries that few share.
        """
        periods_of = self._school_periods_company().id
        lent, waited = hires(students, periods_of), requests(students, periods_of)
        if together:
            lent = gathered_hires(lent, self.anonymisation_small_instrument_id.id or 0)
            waited = gathered_requests(waited, self.anonymisation_small_course_id.id or 0)
        return [
            (
                self.env._("Hires: instrument and teaching periods"),
                lent,
                ("instrument_id", "hired_on", "returned_on"),
            ),
            (
                self.env._("Waiting list: course, state and teaching periods"),
                waited,
                ("course_id", "state", "requested_on", "closed_on"),
            ),
            (self.env._("Course and teaching period"), loose, ("course_id", "period_id")),
            (
                self.env._("Course, teaching period, state, gender and age group"),
                loose,
                ("course_id", "period_id", "state", "gender", "age_group"),
            ),
        ]

    @api.model
    def _not_stated(self, stated, loose):
        return self.env.execute_query(
            SQL(
                "SELECT count(*), count(s.gender) - count(l.gender), count(s.age_group) - count(l.age_group)"
                " FROM (%s) s JOIN (%s) l ON l.id = s.id",
                stated,
                loose,
            )
        )[0]

    def _history_of_level(self):
        """Return the Measured of all that is kept together at the level that this company has chosen."""
        self.ensure_one()
        lines, _not_stated = self._history_figures()
        level = 2 if self._keeps_loose_participation() else 1
        # What most is said together of is measured last.
        return [line[level] for line in lines if line[level]][-1]


class SchoolAnonymisationSettings(models.Model):
    _inherit = "school.anonymisation.settings"

    history_figures = fields.Html(compute="_compute_history_figures", sanitize=False)

    @api.depends("history_level", "history_small_courses")
    def _compute_history_figures(self):
        for settings in self:
            company = (settings.company_id._origin or settings.company_id).sudo()
            lines, (rows, no_gender, no_age_group) = company._history_figures(settings.history_small_courses)
            settings.history_figures = self.env["ir.qweb"]._render(
                "school_anonymisation.history_figures",
                {
                    "level": settings.history_level,
                    "k": K,
                    "measured": lines,
                    "enrolments": rows,
                    "no_gender": no_gender,
                    "no_age_group": no_age_group,
                    "small_courses": settings.history_small_courses,
                },
            )
