"""The anonymisation log: what was done, when and by which rules. It cannot hold personal data."""

import random
from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import UserError

from ... import triggers
from ...chain import hash_of

# Only code in this process can have it: a caller over RPC or an import cannot send an object's identity.
_APPENDING = object()

RULE = "school.anonymisation.rule."


class AnonymisationLog(models.Model):
    _name = "school.anonymisation.log"
    _description = "Anonymisation log"
    _order = "number desc"
    _rec_name = "label"
    # Only the month is kept: a time would let lines be matched to mails and invoices.
    _log_access = False

    number = fields.Integer("Log number", required=True, readonly=True, aggregator=None)
    kind = fields.Selection(
        [
            ("erased", "Anonymised"),
            ("verified", "Searched for traces"),
            ("expired", "No longer kept by law"),
            ("granted", "Permission received"),
            ("withdrawn", "Permission lost"),
            ("register", "The school's own rule changed"),
            ("looked", "Looked up on request"),
            ("switched_off", "Yearly anonymisation switched off"),
            ("switched_on", "Yearly anonymisation switched on"),
            ("history_one_history", "One history a student stays"),
            ("history_loose", "Loose participation stays"),
        ],
        required=True,
        readonly=True,
    )
    label = fields.Char("Profile", readonly=True, index=True)
    profile_uid = fields.Char("Profile code", readonly=True, index=True)
    student_id = fields.Many2one(
        "school.student",
        readonly=True,
        ondelete="restrict",
        index=True,
        help="Empty when the entry came back with a backup and the profile did not.",
    )
    company_id = fields.Many2one("res.company", readonly=True, ondelete="restrict", index=True)
    month = fields.Char(required=True, readonly=True)
    origin = fields.Selection([("hand", "By hand"), ("cycle", "Yearly anonymisation")], "How", readonly=True)
    # A number without a foreign key: a restored database may not know the user, and the line must stay as it is.
    done_by = fields.Integer("Number of the user", readonly=True, aggregator=None)
    user_id = fields.Many2one(
        "res.users",
        "Done by",
        compute="_compute_user_id",
        search="_search_user_id",
        help="Empty when the yearly anonymisation did it.",
    )
    officer_number = fields.Integer("Number of whoever got or lost the permission", readonly=True, aggregator=None)
    officer_id = fields.Many2one(
        "res.users",
        "Whose permission",
        compute="_compute_user_id",
        help="Who received or lost what it takes to anonymise.",
    )
    cycle_year = fields.Integer("Year", readonly=True, aggregator=None)
    periods_required = fields.Integer("Teaching periods required", readonly=True, aggregator=None)
    rules = fields.Char("Rules fulfilled", readonly=True)
    counts = fields.Json("Records treated (technical)", readonly=True)
    counts_table = fields.Html("Records treated, by kind", compute="_compute_counts_table")
    total = fields.Integer("Records treated", readonly=True)
    leftovers = fields.Integer("Traces found", readonly=True)
    retained_until = fields.Date(
        "Kept by law until", readonly=True, help="The last day on which the law asks to keep a document."
    )
    hash = fields.Char(
        "Check code",
        required=True,
        readonly=True,
        help="Worked out from this entry and the check code of the one before.",
    )

    _number_unique = models.Constraint("UNIQUE (number)", "Each entry of the log has its own number.")
    _number_range = models.Constraint("CHECK (number > 0)", "Entries are numbered from 1.")
    _kind_word = models.Constraint(
        """CHECK (kind IN ('granted', 'withdrawn', 'switched_off', 'switched_on', 'register', 'looked',
                'history_one_history', 'history_loose')
            AND num_nonnulls(label, profile_uid, student_id) = 0
            OR kind IN ('erased', 'verified', 'expired') AND num_nonnulls(label, profile_uid) = 2)""",
        "An entry of the log is about an anonymised profile, who may anonymise, or what a school has decided.",
    )
    _label_format = models.Constraint(
        r"CHECK (label ~ '^(Anonymised [a-z]+|Former customer) [0-9A-Z]{4}-[0-9A-Z]{4}$')",
        "An entry of the log names a profile by its neutral name and nothing else.",
    )
    _profile_uid_format = models.Constraint(
        r"CHECK (profile_uid ~ '^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$')",
        "An entry of the log names a profile by its profile code and nothing else.",
    )
    _month_format = models.Constraint(
        r"CHECK (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$')", "An entry of the log keeps the month only."
    )
    _origin_word = models.Constraint(
        "CHECK (origin IN ('hand', 'cycle'))", "Somebody by hand, or the yearly anonymisation."
    )
    # The limits are below the shortest phone number, national number or written date.
    _cycle_year_range = models.Constraint(
        "CHECK (cycle_year = 0 OR cycle_year BETWEEN 2000 AND 2999)", "The yearly anonymisation is named by its year."
    )
    _periods_required_range = models.Constraint(
        "CHECK (periods_required BETWEEN 0 AND 1000)", "A number of teaching periods is from 0 to 1000."
    )
    _total_range = models.Constraint("CHECK (total BETWEEN 0 AND 999999)", "An entry of the log counts records.")
    _leftovers_range = models.Constraint("CHECK (leftovers BETWEEN 0 AND 999999)", "An entry of the log counts traces.")
    _counts_format = models.Constraint(
        """CHECK (jsonb_typeof(counts) = 'object' AND NOT jsonb_path_exists(
            counts, '$.* ? (@.type() != "number" || @ < 0 || @ > 999999 || @.floor() != @)'))""",
        "An entry of the log counts records by kind: whole numbers and nothing else.",
    )
    _retained_until_range = models.Constraint(
        'CHECK (retained_until >= make_date("left"(month, 4)::int, "right"(month, 2)::int, 1))',
        "A document is kept by law until a day to come.",
    )
    _hash_format = models.Constraint(r"CHECK (hash ~ '^[0-9a-f]{64}$')", "An entry of the log ends in a check code.")

    def init(self):
        super().init()
        triggers.install(self.env.cr, self._table)

    @api.depends("done_by", "officer_number")
    def _compute_user_id(self):
        numbers = {*self.mapped("done_by"), *self.mapped("officer_number")} - {0}
        known = set(self.env["res.users"].sudo().browse(numbers).exists().ids)
        for line in self:
            line.user_id = line.done_by if line.done_by in known else False
            line.officer_id = line.officer_number if line.officer_number in known else False

    @api.model
    def _search_user_id(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("done_by", "in", [0 if item is False else item for item in value])]

    @api.depends("counts")
    def _compute_counts_table(self):
        """Show counts under the names that people know the models by."""
        names = dict(self.env["ir.model"].sudo().search([]).mapped(lambda model: (model.model, model.name)))
        for line in self:
            counts = [(names.get(model, model), number) for model, number in sorted((line.counts or {}).items())]
            line.counts_table = self.env["ir.qweb"]._render("school_anonymisation.counts_table", {"counts": counts})

    @api.model_create_multi
    def create(self, vals_list):
        if self.env.context.get("school_anonymisation_appending") is not _APPENDING:
            raise UserError(self.env._("The anonymisation log is written by anonymising only."))
        return super().create(vals_list)

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self._append_only_sentence())

    def copy(self, default=None):  # pylint: disable=method-required-super
        raise UserError(self._append_only_sentence())

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self._append_only_sentence())

    @api.model
    def _append_only_sentence(self):
        return self.env._("The anonymisation log can be added to, but nothing in it can be changed or deleted.")

    @api.model
    def _append(self, vals_list):
        """Write lines about anonymised profiles, chained to the last one; others wait until the caller commits.

        :param vals_list: dicts with ``kind``, ``student_id`` and what there is to say; label, identifier, company and
            month are the profile's own and today's unless given.
        """
        students = self.env["school.student"].sudo().browse(vals["student_id"] for vals in vals_list)
        lines = [
            {
                "label": student.anonymisation_label,
                "profile_uid": student.anonymisation_uid,
                "company_id": student.company_id.id,
                "month": self._this_month(student.company_id),
                "counts": {},
                "total": sum(Counter(vals.get("counts") or {}).values()),
                **vals,
            }
            for student, vals in zip(students, vals_list, strict=True)
        ]
        return self._append_chained(lines)

    @api.model
    def _this_month(self, company):
        """Return the month at the company, wherever the server and the user are; it begins when it begins there."""
        return (company or self.env.company)._school_today().strftime("%Y-%m")

    @api.model
    def _append_chained(self, lines):
        """Give each of these complete lines its number and hash, write it and return the records.

        To be extended by whoever copies the log elsewhere.
        """
        # Where there is nothing to add nobody waits for the log: it is closed while apps are being installed.
        if not lines:
            return self.browse()
        number, last_hash = self._lock_chain()
        for line in lines:
            number += 1
            line["number"] = number
            line["hash"] = last_hash = hash_of(line, last_hash)
        return self.with_context(school_anonymisation_appending=_APPENDING).create(lines)

    @api.model
    def _rule_words(self, company=None):
        """Return the word for each rule that is asked: its model's, which the database can compare with what it has.

        :param company: leave out the rules that this company has switched off.
        """
        rules = self.env["school.anonymisation.rule"]._all_rules()
        return [
            rule._name.removeprefix(RULE).replace(".", "_")
            for rule in rules
            if company is None or rule._is_in_force(company)
        ]

    @api.model
    def _append_erasures(self, students, labels, origin, cycle, result):
        """Write one line a student, in random order. :param result: what `erasure.apply` answered."""
        rules = self.env["school.anonymisation.rule"]
        words = {company: ",".join(self._rule_words(company)) for company in students.company_id}
        counts = result.counts_by_person(students)
        retained = result.retained_until(students)
        lines = [
            {
                "kind": "erased",
                "label": labels[student.id],
                "student_id": student.id,
                "origin": origin,
                "done_by": self.env.uid if origin == "hand" else self.env.context.get("anonymisation_started_by", 0),
                "cycle_year": cycle.year if cycle else 0,
                "periods_required": rules.env["school.anonymisation.rule.recent_activity"]._periods_required(
                    student.company_id
                ),
                "rules": words[student.company_id],
                "counts": counts.get(student.id, {}),
                "retained_until": retained.get(student.id),
            }
            for student in students
        ]
        # The order of the lines must not be that of the profiles, which is the alphabet's or that of joining.
        random.SystemRandom().shuffle(lines)
        return self._append(lines)
