"""What the law keeps, and who could log in, stand apart: contacts of their own, from which nothing leads further."""

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...erasure.row_numbers import FOREIGN_KEYS, copy_rows, fresh_numbers
from ...erasure.sql import quoted, run
from ..student.identity import random_code

FORMER_CUSTOMER = "Former customer"
FORMER_LOGIN = "Former login"
BELONGING = {
    "sale_order": (
        "sale_order_line_invoice_rel",
        """
        SELECT DISTINCT line.order_id FROM sale_order_line line
          JOIN sale_order_line_invoice_rel invoiced ON invoiced.order_line_id = line.id
          JOIN account_move_line booked ON booked.id = invoiced.invoice_line_id
         WHERE booked.move_id = ANY(%s)""",
    ),
    "payment_transaction": (
        "account_invoice_transaction_rel",
        "SELECT transaction_id FROM account_invoice_transaction_rel WHERE invoice_id = ANY(%s)",
    ),
}
"""What leads from a document to its customer by a relation of many: {table: (relation, SQL of its rows)}."""


class ResPartner(models.Model):
    _inherit = "res.partner"

    anonymised_apart = fields.Boolean(
        "Stands apart",
        readonly=True,
        copy=False,
        help="A contact that documents kept by law need; it is counted nowhere.",
    )

    @api.model
    def _counted_anonymised(self, domain):
        return super()._counted_anonymised(domain) & Domain("anonymised_apart", "=", False)


class AnonymisationHistory(models.AbstractModel):
    _inherit = "school.anonymisation.history"

    @api.model
    def _set_apart(self, profiles):
        """Give the documents that the law keeps of these profiles, and their logins, contacts of their own."""
        self._set_logins_apart(profiles)
        self._set_documents_apart(profiles)
        # Whoever was invoiced for a student must not lead to what is left of the student.
        self.env.cr.execute(SQL("UPDATE account_move SET student_id = NULL WHERE student_id = ANY(%s)", profiles.ids))
        self.env.invalidate_all(flush=False)

    @api.model
    def _set_logins_apart(self, profiles):
        contacts = self._contacts_of(profiles.mapped("anonymisation_label"))
        users = self.env["res.users"].sudo().with_context(active_test=False).search([("partner_id", "in", contacts)])
        apart = self._contact_apart(users.partner_id.ids, FORMER_LOGIN)
        self.env.cr.execute(
            SQL(
                "UPDATE res_users SET partner_id = v.apart FROM %s WHERE res_users.partner_id = v.contact",
                self._as_rows(apart),
            )
        )

    @api.model
    def _set_documents_apart(self, profiles):
        """Move what is retained of each profile to a former customer; the list of it names the profile no more."""
        lines = self.env["school.anonymisation.retained"].sudo().search([("student_id", "in", profiles.ids)])
        customers = self._contact_apart(lines.student_id.partner_id.ids, FORMER_CUSTOMER)
        by_label = {profile.anonymisation_label: customers[profile.partner_id.id] for profile in lines.student_id}
        contacts = self.env["res.partner"].sudo().browse(self._contacts_of(by_label))
        apart = {contact.id: by_label[contact.name] for contact in contacts}
        self._rename_customers(lines.mapped("res_id"), apart)
        self.env.cr.execute(
            SQL(
                "UPDATE school_anonymisation_retained r SET student_id = NULL, partner_id = v.apart"
                " FROM school_student s JOIN %s ON v.contact = s.partner_id"
                " WHERE r.student_id = s.id AND r.id = ANY(%s)",
                self._as_rows(customers),
                lines.ids,
            )
        )

    @api.model
    def _as_rows(self, apart):
        """Return SQL of a source ``v(contact, apart)`` of {contact id: id of the one that stands for it}."""
        return SQL("unnest(%s::int[], %s::int[]) AS v(contact, apart)", list(apart), list(apart.values()))

    @api.model
    def _rename_customers(self, moves, apart):
        """Put customers in the place of contacts on accounting documents and on whatever belongs to them.

        :param apart: {contact id: customer's id}
        """
        self._rename_on("account_move", moves, apart)
        for table, (relation, query) in BELONGING.items():
            if self._is_there(relation):
                ids = [record_id for (record_id,) in run(self.env, SQL(query, moves))]
                self._rename_on(table, ids, apart)

    @api.model
    def _rename_on(self, table, ids, apart):
        """Rename on some rows of a table, and on the rows of any table that belong to them by a foreign key."""
        to_contacts, to_rows = self._columns_to("res_partner"), self._columns_to(table)
        [own] = [place for place in to_contacts if place[1] == table]
        to_rows.setdefault(own, []).append("id")
        for place, of_row in self._pairs(to_rows):
            for of_contact in to_contacts.get(place, ()) if ids else ():
                query = SQL(
                    "UPDATE %s t SET %s = v.apart FROM %s WHERE %s = v.contact AND %s = ANY(%s)",
                    quoted(*place),
                    quoted(of_contact),
                    self._as_rows(apart),
                    quoted("t", of_contact),
                    quoted("t", of_row),
                    ids,
                )
                run(self.env, query)

    @api.model
    def _pairs(self, columns):
        return [(place, column) for place, names in columns.items() for column in names]

    @api.model
    def _is_there(self, table):
        return bool(run(self.env, SQL("SELECT to_regclass(%s)", table))[0][0])

    @api.model
    def _columns_to(self, target):
        """Return {(schema, table): [columns]} of the foreign keys to a table."""
        found = {}
        for schema, table, column, _target in run(self.env, SQL(FOREIGN_KEYS, [target])):
            found.setdefault((schema, table), []).append(column)
        return found

    @api.model
    def _contact_apart(self, contacts, word):
        """Return {contact id: id of a new neutral contact that has what accounting needs of it}."""
        if not contacts:
            return {}
        numbers = fresh_numbers(self.env, "res_partner", contacts)
        copy_rows(
            self.env,
            "res_partner",
            numbers,
            {contact: f"{word} {random_code()}" for contact in contacts},
            {
                "name": SQL("v.label"),
                "complete_name": SQL("v.label"),
                "commercial_partner_id": SQL("v.new"),
                "anonymised_apart": SQL("TRUE"),
            },
        )
        return numbers
