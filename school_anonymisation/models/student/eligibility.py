"""Who is eligible: the one evaluation of the rules that badge, filter, list, cycle and last check share."""

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, format_date

from ...erasure.sql import without_compiling
from ...outcome import Blocker
from ..who_may import OFFICER
from .held import held_places

# Whom the rules hold back is found out once, though others of the family are asked for as well.
ELIGIBLE = """(
    WITH held_back (id, holds_family) AS MATERIALIZED (%s)
    %s EXCEPT (SELECT id FROM held_back %s))"""
HELD = """
    SELECT held.partner_id FROM held_back JOIN school_student held ON held.id = held_back.id
     WHERE held_back.holds_family AND held.anonymised IS NOT TRUE"""


class SchoolStudent(models.Model):
    _inherit = "school.student"

    anonymisation_eligible = fields.Boolean(
        string="Can be anonymised",
        compute="_compute_anonymisation_blocked",
        search="_search_anonymisation_eligible",
        groups=OFFICER,
    )
    anonymisation_blocked_by = fields.Char(
        string="Held back by", compute="_compute_anonymisation_blocked", groups=OFFICER
    )
    anonymisation_codes = fields.Char(
        string="Everything that holds it back", compute="_compute_anonymisation_blocked", groups=OFFICER
    )
    anonymisation_explanation = fields.Html(
        string="Why not", compute="_compute_anonymisation_explanation", groups=OFFICER
    )
    anonymisation_remarks = fields.Text(
        string="Worth knowing", compute="_compute_anonymisation_remarks", groups=OFFICER
    )
    invoice_for_ids = fields.One2many(
        "account.move",
        "student_id",
        string="Invoices for the student",
        groups="account.group_account_readonly,account.group_account_invoice",
    )
    anonymisation_log_ids = fields.One2many(
        "school.anonymisation.log", "student_id", string="Anonymisation log", groups=OFFICER
    )
    anonymised = fields.Boolean(readonly=True, copy=False, index=True)
    anonymised_month = fields.Char(readonly=True, copy=False)

    @api.model
    def _anonymisation_eligible_domain(self, but_for=()):
        """Return the Domain of the eligible: no rule blocks them, not prevented, not anonymised.

        :param but_for: codes of rules that are not asked, to see what they alone hold back.

        The one definition. It is a subquery that sees every company and archived records: the records that hold
        a student back may be ones that the reader may not see. Those held back are taken out one question at a time:
        in one WHERE, PostgreSQL would look for the best order of dozens of joins, and miss it.
        """
        students = self.sudo().with_context(active_test=False)
        without_compiling(self.env)
        asked = students._search(Domain("anonymised", "=", False) & ~self._anonymisation_prevented_domain())
        rules = self.env["school.anonymisation.rule"]._all_rules()
        first = [rule for rule in rules if rule._code not in but_for and (but_for or not rule._asks_of_others)]
        held = [
            query.select(SQL.identifier(students._table, "id"), SQL("%s", rule._holds_family))
            for rule in first
            for query in rule._held_back_queries(Domain.TRUE)
            if not query.is_empty()
        ]
        if asked.is_empty() or not held:
            return Domain("id", "in", asked)
        beside = [] if but_for else self._anonymisation_held_beside()
        beside = [SQL("UNION ALL %s", query.select()) for _rule, query in beside]
        return Domain("id", "in", SQL(ELIGIBLE, SQL(" UNION ALL ").join(held), asked.select(), SQL(" ").join(beside)))

    @api.model
    def _anonymisation_held_beside(self):
        """Return [(rule, Query)] of the rules that ask whom the others hold back.

        They are asked of `held_back` (id, holds_family), which the statement has to say.
        """
        students = self.sudo().with_context(active_test=False)
        kept = students._search(Domain("anonymised", "=", False) & self._anonymisation_prevented_domain())
        held = SQL(HELD) if kept.is_empty() else SQL("%s UNION ALL %s", SQL(HELD), kept.subselect("partner_id"))
        return [
            (rule, query)
            for rule in self.env["school.anonymisation.rule"]._all_rules()
            if rule._asks_of_others
            for query in rule._held_back_queries(Domain.TRUE, held=held)
            if not query.is_empty()
        ]

    @api.model
    def _search_anonymisation_eligible(self, operator, value):
        if operator != "in":
            return NotImplemented
        # A search method answers whoever asks; the field's groups are checked for reading only.
        self._check_field_access(self._fields["anonymisation_eligible"], "read")
        eligible = self._anonymisation_eligible_domain()
        return Domain.OR(eligible if item else ~eligible for item in set(map(bool, value)))

    @api.model
    def _anonymisation_conditions(self, asked, among=None):
        """Return [(code, Queries)] of whatever holds back a student of the Domain `asked`, found by one of them.

        :param among: the students of that Domain, when they are a few.
        """
        students = self.sudo().with_context(active_test=False)
        return [
            ("anonymised", [students._search(asked & Domain("anonymised", "=", True))]),
            ("prevented", [students._search(asked & self._anonymisation_prevented_domain())]),
            *(
                (rule._code, rule._held_back_queries(asked, among))
                for rule in self.env["school.anonymisation.rule"]._all_rules()
            ),
        ]

    def _anonymisation_codes(self):
        """Return {student id: [codes of what holds it back]}, in one statement, however many students and rules."""
        conditions = self._anonymisation_conditions(Domain("id", "in", self.ids), self)
        codes = {student_id: [] for student_id in self.ids}
        for student_id, place in held_places(self, [queries for _code, queries in conditions]):
            codes[student_id].append(conditions[place][0])
        return codes

    def _anonymisation_blockers(self, codes=None):
        """Return {student id: [Blocker]}: what holds each student back, in sentences, with the records.

        :param codes: what `_anonymisation_codes` answered, if it has just been asked.
        """
        rules = {rule._code: rule for rule in self.env["school.anonymisation.rule"]._all_rules()}
        blockers = {}
        for student_id, held_by in (codes or self._anonymisation_codes()).items():
            student = self.sudo().with_context(active_test=False).browse(student_id)
            blockers[student_id] = [
                blocker for code in held_by for blocker in student._anonymisation_blockers_of(code, rules.get(code))
            ]
        return blockers

    def _anonymisation_blockers_of(self, code, rule):
        if rule is not None:
            return rule._blockers_or_trouble(self)
        if code == "anonymised":
            return [Blocker(code, self.env._("Has been anonymised already."), self)]
        return [Blocker(code, self._anonymisation_prevented_sentence(), self)]

    @api.model
    def _anonymisation_depends_on(self):
        """Return the field paths on which the outcome of the rules depends."""
        own = ["anonymised", "anonymisation_prevented", "anonymisation_prevented_until"]
        return own + [
            path for rule in self.env["school.anonymisation.rule"]._all_rules() for path in rule._known_dependencies()
        ]

    @api.depends(lambda self: self._anonymisation_depends_on())
    def _compute_anonymisation_blocked(self):
        codes = self._origin._anonymisation_codes()
        for student in self:
            blocked_by = codes.get(student._origin.id, ["unsaved"])
            student.anonymisation_eligible = not blocked_by
            student.anonymisation_codes = ",".join(blocked_by)
            held = [code for code in blocked_by if code not in ("anonymised", "prevented", "unsaved")]
            student.anonymisation_blocked_by = ",".join(held)

    @api.depends("anonymisation_codes")
    def _compute_anonymisation_explanation(self):
        codes = {student.id: (student.anonymisation_codes or "").split(",") for student in self._origin}
        codes = {student_id: [code for code in held_by if code] for student_id, held_by in codes.items()}
        blockers = self._origin._anonymisation_blockers(codes)
        for student in self:
            student.anonymisation_explanation = self.env["ir.qweb"]._render(
                "school_anonymisation.blockers",
                {
                    "blockers": blockers.get(student._origin.id, []),
                    "eligible_from": student._origin._anonymisation_eligible_from(codes),
                },
            )

    @api.depends("anonymisation_codes")
    def _compute_anonymisation_remarks(self):
        rules = self.env["school.anonymisation.rule"]._all_rules()
        for student in self:
            known = student._origin.sudo().with_context(active_test=False).filtered(lambda known: not known.anonymised)
            student.anonymisation_remarks = "\n".join(
                remark for rule in rules if known for remark in rule._remarks(known)
            )

    def _anonymisation_eligible_from(self, codes=None):
        """Return from when this student can be anonymised as a sentence, when nothing but time is missing."""
        if (codes or self._anonymisation_codes()).get(self.id) != ["recent_activity"]:
            return ""
        student = self.sudo()
        day = student.env["school.anonymisation.rule.recent_activity"]._eligible_from(student)
        if day:
            return self.env._("Can be anonymised from %s.", format_date(self.env, day))
        return self.env._("Can be anonymised once enough further teaching periods have been set up and have begun.")
