"""What each level means for this school, measured on its own students and shown before anybody saves."""

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .kept import enrolments, hires, histories, requests
from .measure import measured, measured_together
from .pooling import PLACE, SAID_LESS, K, gathered, gathered_hires, gathered_requests, pooled


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
        loosely, still_stated = self._measured_loosely(stated, small_courses)
        lines = [
            *((words, one, None) for words, one in self._measured_at_one_history(people)),
            *((words, None, one) for words, one in self._measured_beside(everything, small_courses)),
            *((words, None, one) for words, one in loosely),
        ]
        rows, *filled = self._count_stated(stated)
        return lines, (rows, *(before - after for before, after in zip(filled, still_stated, strict=True)))

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

    def _measured_at_one_history(self, students):
        """Return [(words, Measured)] of what stays together of each of some students, an SQL query of ids."""
        ages = self.env._("Gender and age groups")
        origins = self.env._("Gender, age groups, country and teaching period of registration")
        courses = self.env._("Courses with their teaching periods")
        columns = (("gender", "age_groups"), ("gender", "age_groups", "country_id", "registered_in"), ("taken",))
        rows = histories(students, self._school_periods_company().id)
        found = [one for one, _filled in measured_together(self.env, rows, columns)]
        return list(zip((ages, origins, courses), found, strict=True))

    def _measured_beside(self, students, together):
        """Return [(words, Measured)] of what stays of hires and waiting list entries with loose participation.

        :param together: whether less is said of those that few share.
        """
        periods_of = self._school_periods_company().id
        lent, waited = hires(students, periods_of), requests(students, periods_of)
        if together:
            lent = gathered_hires(lent, self.anonymisation_small_instrument_id.id or 0)
            waited = gathered_requests(waited, self.anonymisation_small_course_id.id or 0)
        return [
            (
                self.env._("Hires: instrument and teaching periods"),
                measured(self.env, lent, ("instrument_id", "hired_on", "returned_on")),
            ),
            (
                self.env._("Waiting list: course, state and teaching periods"),
                measured(self.env, waited, ("course_id", "state", "requested_on", "closed_on")),
            ),
        ]

    def _measured_loosely(self, stated, together):
        """Return [(words, Measured)] of what stays of enrolments, and how many still say each of what is said less of.

        :param stated: SQL of a query of them; :param together: whether small courses are put together.
        """
        kept = gathered(stated, self.anonymisation_small_course_id.id or 0) if together else stated
        place = self.env._("Course and teaching period")
        everything = self.env._("Course, teaching period, state, gender and age group")
        columns = (PLACE[:2], (*PLACE, *SAID_LESS))
        (by_place, _filled), (by_everything, filled) = measured_together(self.env, pooled(kept), columns, SAID_LESS)
        return [(place, by_place), (everything, by_everything)], filled

    @api.model
    def _count_stated(self, stated):
        """Return how many enrolments there are, and how many say each of what is said less of."""
        counts = SQL(", ").join(SQL("count(%s)", SQL.identifier(name)) for name in SAID_LESS)
        return self.env.execute_query(SQL("SELECT count(*), %s FROM (%s) s", counts, stated))[0]

    def _history_of_level(self):
        """Return the Measured of all that is kept together at the level that this company has chosen."""
        self.ensure_one()
        self.env.flush_all()
        people, everything = self._history_students()
        if self._keeps_loose_participation():
            lines, _stated = self._measured_loosely(enrolments(everything), self.anonymisation_history_small_courses)
        else:
            lines = self._measured_at_one_history(people)
        # What most is said together of is measured last.
        return lines[-1][1]


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
