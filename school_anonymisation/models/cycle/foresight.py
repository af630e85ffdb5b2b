"""Who will be eligible on the day of the run: the same rules, asked as of that day; and why somebody is not today."""

from dataclasses import dataclass
from datetime import date

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from . import calendar
from .candidate import LISTED, UNSETTLED

_AS_OF = "anonymisation_as_of"


@dataclass(frozen=True)
class _AsOf:
    """A day in the context. Nobody can send an object of this class over RPC, so that only the list looks ahead."""

    day: date


class ResCompany(models.Model):
    _inherit = "res.company"

    def _school_today(self):
        """Return today's date at the company, or the day as of which a cycle asks who will be eligible."""
        as_of = self.env.context.get(_AS_OF)
        return as_of.day if isinstance(as_of, _AsOf) else super()._school_today()


class SchoolAnonymisationCycle(models.Model):
    _inherit = "school.anonymisation.cycle"

    def _stands_at(self):
        """Return the state of this cycle; of a paused one, the state at which it goes on."""
        return self.resume_state if self.state == "paused" else self.state

    def _run_field(self):
        """Return the name of the field with the day on which the part of the run begins that is next."""
        return "second_on" if self._stands_at() == "second" else "run_on"

    def _has_begun(self):
        """Return whether the run has begun, also where its second part is to come: nobody new is added then.

        One that was put back has begun if anything became of anybody.
        """
        settled = self.candidate_ids.filtered(lambda row: row.state not in UNSETTLED)
        return self._stands_at() in ("running", "second") or bool(settled)

    def _day_of_run(self):
        """Return the day of the part of the run that is next, today if it has passed."""
        today = self.company_id._school_today()
        return max(self[self._run_field()] or calendar.plan(self.year, today)[2], today)

    def _foreseen_students(self):
        """Return the students model as it will be looked at on the day of the run. For asking only."""
        # What waits to be computed must be computed as of today.
        self.env.flush_all()
        return self._students().with_context(**{_AS_OF: _AsOf(self._day_of_run())})

    def _eligible(self):
        """Return the students of this company who, by what is known today, will be eligible on the day of the run."""
        students = self._foreseen_students()
        domain = students._anonymisation_eligible_domain() & Domain("company_id", "=", self.company_id.id)
        return self._students().browse(students.search(domain).ids)


class SchoolAnonymisationCandidate(models.Model):
    _inherit = "school.anonymisation.candidate"

    foreseen_codes = fields.Char(
        help="Codes of what holds the student back today and will not on the day of anonymising, comma-separated."
    )
    foreseen = fields.Char(string="Not yet, because", compute="_compute_foreseen")

    @api.depends("foreseen_codes", "cycle_id.run_on", "cycle_id.second_on", "cycle_id.state")
    @api.depends_context("lang")
    def _compute_foreseen(self):
        """Say from when the student can be anonymised and what holds it back until then."""
        codes = {row.student_id.id: row.foreseen_codes.split(",") for row in self if row.foreseen_codes}
        # The sentence is for whoever may read the list; what it speaks of may be of another company.
        blockers = self.env["school.student"].sudo()._anonymisation_blockers(codes) if codes else {}
        for row in self:
            row.foreseen = row.foreseen_codes and row.env._(
                "Not yet today, but on %(day)s. Today: %(sentences)s",
                day=format_date(row.env, row.cycle_id._day_of_run(), date_format="long"),
                sentences=" ".join(blocker.sentence for blocker in blockers[row.student_id.id]),
            )

    def _note_foreseen(self, cycle):
        """Write down what holds back today those of these rows that are listed for the day of the run."""
        listed = self.filtered(lambda row: row.state in LISTED)
        codes = {}
        if cycle._day_of_run() > cycle.company_id._school_today():
            codes = cycle._students().browse(listed.student_id.ids)._anonymisation_codes()
        by_codes = listed.grouped(lambda row: ",".join(codes.get(row.student_id.id, ())))
        for text, rows in by_codes.items():
            rows.filtered(lambda row, text=text: (row.foreseen_codes or "") != text).foreseen_codes = text or False
        (self - listed).filtered("foreseen_codes").foreseen_codes = False
