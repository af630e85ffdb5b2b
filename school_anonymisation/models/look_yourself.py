"""Look at these yourself: places that the program could not read, could not write, or is not sure of."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL, format_date

from ..erasure import questions
from ..look_words import file_kind, sentence, source_label

COLUMNS = ("reason", "model", "res_id", "field", "attachment_number", "file", "page", "detail", "source")


def _values(one):
    """Return what the COLUMNS hold of a Question."""
    place = (one.why, one.model, one.record_id, one.field, one.attachment_id, one.file, one.page)
    return (*place, one.detail, one.source)


def _place(values):
    """Return what of the COLUMNS says that two rows are about one place."""
    return tuple(value or None for name, value in zip(COLUMNS, values, strict=True) if name != "detail")


class LookYourself(models.Model):
    """One row a place. It holds no value of it, nobody's name, and nothing that leads to a student profile."""

    _name = "school.anonymisation.look"
    _description = "Look at these yourself"
    _order = "done, month desc, model, res_id, id"
    _rec_name = "model"
    # Only the month is kept: a time would let rows be matched to the lines of the log.
    _log_access = False

    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True, ondelete="cascade")
    cycle_id = fields.Many2one(
        "school.anonymisation.cycle", "Yearly anonymisation", readonly=True, index="btree_not_null", ondelete="set null"
    )
    month = fields.Char(required=True, readonly=True, help="When somebody was anonymised who may stand there.")
    reason = fields.Selection(
        [
            (questions.UNREADABLE, "Could not be read"),
            (questions.UNWRITABLE, "Could not be changed"),
            (questions.UNSURE, "Not certain who is meant"),
        ],
        required=True,
        readonly=True,
    )
    model = fields.Char("Kind of record (technical)", readonly=True, index=True)
    res_id = fields.Many2oneReference("Record", model_field="model", readonly=True)
    field = fields.Char("Field (technical)", readonly=True)
    # A number without a foreign key: what is erased with its file must not wait for this list.
    attachment_number = fields.Integer("File number", readonly=True, aggregator=None)
    file = fields.Char("Stored file", readonly=True, help="Of a file that no record names.")
    page = fields.Integer(readonly=True, aggregator=None)
    detail = fields.Char("Detail (technical)", readonly=True)
    source = fields.Char("Table", readonly=True, help="Of a table that no app knows, or that could not be searched.")
    done = fields.Boolean("Looked at", readonly=True)
    done_by_id = fields.Many2one("res.users", "Looked at by", readonly=True, ondelete="set null")
    done_on = fields.Date("Looked at on", readonly=True)

    question = fields.Char("What to look for", compute="_compute_question")
    place = fields.Char("Where", compute="_compute_place")
    field_label = fields.Char("Field", compute="_compute_place")
    file_label = fields.Char("File", compute="_compute_file_label")

    # `_ask` writes empty texts and zeros, never NULL: two NULLs would count as two places.
    _asked_once = models.UniqueIndex(
        "(company_id, reason, model, res_id, field, attachment_number, file, page, coalesce(source, ''))"
        " WHERE done IS NOT TRUE",
        "This place is on the list already.",
    )

    @api.depends("reason", "detail", "page", "attachment_number", "file")
    @api.depends_context("lang")
    def _compute_question(self):
        for row in self:
            row.question = sentence(self.env, row.reason, row.detail, row.page, row.attachment_number or row.file)

    @api.depends("model", "res_id", "field", "source")
    @api.depends_context("lang")
    def _compute_place(self):
        for row in self:
            row.place, row.field_label = source_label(self.env, row.source, row.field), ""
            if row.model:
                kind = self.env["ir.model"]._get(row.model).name or row.model
                row.place = self.env._("%(kind)s, number %(number)s", kind=kind, number=row.res_id)
                row.field_label = self.env["ir.model.fields"]._get(row.model, row.field).field_description or row.field

    @api.depends("place")
    def _compute_display_name(self):
        for row in self:
            row.display_name = row.place or row.file_label

    @api.depends("attachment_number", "file")
    @api.depends_context("lang")
    def _compute_file_label(self):
        # Its kind and its day say nobody's name, whoever may read the file.
        attachments = self.env["ir.attachment"].sudo().browse(set(self.mapped("attachment_number")) - {0}).exists()
        for row in self:
            attachment = attachments.filtered(lambda item, row=row: item.id == row.attachment_number)
            row.file_label = row.file
            if attachment:
                row.file_label = self.env._(
                    "Number %(number)s, %(kind)s, of %(day)s",
                    number=attachment.id,
                    kind=file_kind(attachment.mimetype),
                    day=format_date(self.env, attachment.create_date),
                )

    @api.model
    def _ask(self, company, asked, cycle=None):
        """Put places on the company's list; one that is on it and not ticked is not put on it a second time.

        One statement, in the caller's transaction.

        :param company: `res.company`. :param asked: [`erasure.questions.Question`].
        :param cycle: the `school.anonymisation.cycle` in whose run this came up, if it was one.
        :return: number of rows that were added.
        """
        if not (asked := self._still_there(asked)):
            return 0
        rows = [_values(one) for one in asked]
        self.flush_model()
        self.env.cr.execute(
            SQL(
                "INSERT INTO school_anonymisation_look (company_id, cycle_id, month, done, %(columns)s)"
                " SELECT %(company)s, %(cycle)s, %(month)s, FALSE, v.* FROM unnest(%(values)s) v"
                " ON CONFLICT DO NOTHING",
                columns=SQL(", ").join(map(SQL.identifier, COLUMNS)),
                company=company.id,
                cycle=cycle.id or None if cycle else None,
                month=company._school_today().strftime("%Y-%m"),
                values=SQL(", ").join(SQL("%s", list(column)) for column in zip(*rows, strict=True)),
            )
        )
        added = self.env.cr.rowcount
        self.invalidate_model(flush=False)
        return added

    @api.model
    def _not_asked_yet(self, company, asked):
        """Return those of these Questions that are not on the company's list, or ticked."""
        open_rows = self.sudo().search(Domain("company_id", "=", company.id) & Domain("done", "=", False))
        known = {_place(tuple(row[name] for name in COLUMNS)) for row in open_rows}
        return [one for one in asked if _place(_values(one)) not in known]

    @api.model
    def _unread_sources(self, domain):
        """Return which tables could not be searched, and why, in one text; of the rows that nobody has ticked."""
        open_ones = Domain("done", "=", False) & Domain("reason", "=", questions.UNREADABLE)
        rows = self.sudo().search(open_ones & Domain("source", "not in", (False, "")) & Domain(domain))
        return "\n".join(f"{row.place}: {row.question}" for row in rows)

    @api.model
    def _open_count(self, company):
        """Return how many places of this company nobody has ticked."""
        # The number is told to whoever is told of the run, also by jobs.
        return self.sudo().search_count(Domain("company_id", "=", company.id) & Domain("done", "=", False))

    def action_done(self):
        """Tick these places: somebody has looked."""
        self._check_may_tick()
        self._tick(True)

    def action_undo(self):
        """Take the tick back."""
        self._check_may_tick()
        self._tick(False)

    def _check_may_tick(self):
        self.env.user._check_can_anonymise()
        self.check_access("read")

    def _tick(self, done):
        # Nobody has write access: ticking is all that may be done to a row.
        for company, rows in self.sudo().filtered(lambda row: row.done != done).grouped("company_id").items():
            today = company._school_today()
            rows.write({"done": done, "done_by_id": done and self.env.uid, "done_on": done and today})

    def action_open(self):
        """Open the record, if this user may read it.

        :raise UserError: the user may not, or it has been deleted.
        """
        self.ensure_one()
        self._check_may_tick()
        known = self.model in self.env and not self.env[self.model]._abstract
        record = self._readable(self.env[self.model].browse(self.res_id) if known else None)
        if record._name == "mail.message" and record.model in self.env and record.res_id:
            # A message is read where it was written.
            record = self._readable(self.env[record.model].browse(record.res_id))
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "views": [(False, "form")],
        }

    def action_open_file(self):
        """Download the file, if this user may read it.

        :raise UserError: the user may not, or it has been deleted.
        """
        self.ensure_one()
        self._check_may_tick()
        attachment = self._readable(self.env["ir.attachment"].browse(self.attachment_number or []))
        return {"type": "ir.actions.act_url", "url": f"/web/content/{attachment.id}?download=true", "target": "new"}

    def _readable(self, record):
        if not (record and record.exists()):
            raise UserError(self.env._("It is no longer there, so there is nothing left to look at: please tick it."))
        if not record.has_access("read"):
            raise UserError(
                self.env._(
                    "You may not open this yourself (%s). Ask a colleague who works with it to look.",
                    self.env["ir.model"]._get(record._name).name,
                )
            )
        return record

    @api.model
    def _follow_merge(self, model, merged_ids, kept_id):
        """Have the places of merged records be those of the record that is kept."""
        self.flush_model()
        stored = [name for name in self._fields if self._fields[name].store and name not in ("id", "res_id")]
        columns = SQL(", ").join(map(SQL.identifier, stored))
        merged = SQL("model = %s AND res_id = ANY(%s)", model, merged_ids)
        self.env.cr.execute(
            SQL(
                "INSERT INTO school_anonymisation_look (res_id, %(columns)s)"
                " SELECT %(kept)s, %(columns)s FROM school_anonymisation_look WHERE %(merged)s ON CONFLICT DO NOTHING",
                columns=columns,
                kept=kept_id,
                merged=merged,
            )
        )
        self.env.cr.execute(SQL("DELETE FROM school_anonymisation_look WHERE %s", merged))
        self.invalidate_model(flush=False)


class SchoolAnonymisationCycle(models.Model):
    _inherit = "school.anonymisation.cycle"

    look_count = fields.Integer("To look at yourself", compute="_compute_look_count")
    unread_sources = fields.Text("Not searched", compute="_compute_look_count")

    def _compute_look_count(self):
        groups = self.env["school.anonymisation.look"]._read_group(
            Domain("cycle_id", "in", self.ids) & Domain("done", "=", False), ["cycle_id"], ["__count"]
        )
        counts = {cycle.id: count for cycle, count in groups}
        for cycle in self:
            cycle.look_count = counts.get(cycle.id, 0)
            # A table that was on the list before the run was not searched in it either.
            unread = Domain("company_id", "=", cycle.company_id.id)
            cycle.unread_sources = self.env["school.anonymisation.look"]._unread_sources(unread)
