"""Contacts and logins of the gone are found, and read by their number, by those only who may see the profile.

No record rule: it would close the old documents, too. Whoever may open one of these reads the neutral name on it.
"""

from odoo import api, models
from odoo.exceptions import AccessError, MissingError
from odoo.fields import Domain
from odoo.tools import SQL

# Cannot come in over RPC: an identity, not a value.
_ON_A_RECORD = object()


class Base(models.AbstractModel):
    _inherit = "base"

    @api.readonly
    def web_read(self, specification):
        """Let a record that may be read say whom it names, as far as it is asked."""
        return super(Base, self._naming_people()).web_read(specification)

    @api.model
    @api.readonly
    def web_read_group(self, domain, groupby, *args, **options):
        """Let the headings of a list say whom its records name."""
        return super(Base, self._naming_people()).web_read_group(domain, groupby, *args, **options)

    def _naming_people(self):
        return self.with_context(school_anonymisation_named=_ON_A_RECORD)


class AnonymisedUnseen(models.AbstractModel):
    """A record that is a person, by a contact: lists leave it out, and nobody reads it by number, once anonymised."""

    _name = "school.anonymised.unseen"
    _description = "People who are not shown once they were anonymised"

    @api.model
    @api.private
    @api.readonly
    def search_fetch(self, domain, field_names=None, offset=0, limit=None, order=None):
        return super().search_fetch(self._without_the_gone(domain), field_names, offset, limit, order)

    @api.model
    @api.readonly
    def search_count(self, domain, limit=None):
        return super().search_count(self._without_the_gone(domain), limit)

    @api.readonly
    def read(self, fields=None, load="_classic_read"):
        self._refuse_to_show_the_gone()
        return super().read(fields, load)

    @api.readonly
    def web_read(self, specification):
        self._refuse_to_show_the_gone()
        return super().web_read(specification)

    def export_data(self, fields_to_export):
        self._refuse_to_show_the_gone()
        return super().export_data(fields_to_export)

    def copy_data(self, default=None):
        self._refuse_to_show_the_gone()
        return super().copy_data(default)

    @api.model
    def _without_the_gone(self, domain):
        """Return a Domain of what the reader may find: of the gone, those of profiles that the reader sees."""
        return domain if self.env.su else Domain(domain) & self._seen_domain()

    @api.model
    def _seen_domain(self):
        link, seen = self._contact_field(), Domain("anonymised", "=", False)
        if link != "id":
            # Who may see somebody does not hang on who may see the contact.
            seen = Domain(link, "any!", seen) | Domain(link, "=", False)
        if self.env["res.users"]._sees_the_gone(self.env):
            profiles = self.env["school.student"].with_context(active_test=False)
            seen |= Domain(link, "in", profiles._search([("anonymised", "=", True)]).subselect("partner_id"))
        return seen

    @api.model
    def _contact_field(self):
        """Return the name of the field that leads to the contact."""
        return "partner_id"

    def _unseen(self):
        """Return those of these records that are gone, and whose profile the reader may not see."""
        if self.env.su or not self.ids:
            return self.browse()
        gone = self.env.execute_query(
            SQL(
                "SELECT t.id FROM %s t JOIN res_partner p ON p.id = t.%s WHERE p.anonymised AND t.id = ANY(%s)",
                SQL.identifier(self._table),
                SQL.identifier(self._contact_field()),
                self.ids,
            )
        )
        gone = self.browse(record_id for (record_id,) in gone)
        return gone and gone - gone.with_context(active_test=False).search([("id", "in", gone.ids)])

    def _refuse_to_show_the_gone(self):
        """Raise AccessError when somebody is asked for by number, and by nothing that names them."""
        if self.env.context.get("school_anonymisation_named") is not _ON_A_RECORD and self._unseen():
            raise AccessError(
                self.env._("Only SuperUsers with the permission R_CAN_ANONYMIZE_USERS see who has been anonymised.")
            )


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["res.partner", "school.anonymised.unseen"]

    @api.model
    def _contact_field(self):
        return "id"

    @api.model
    def _counted(self, domain, groupings, aggregates):
        """Leave the gone out where more comes out than a number of people, or somebody is asked for."""
        counted, mine = super()._counted(domain, groupings, aggregates)
        return (counted, mine) if counted.env.su else (self, self._without_the_gone(domain))

    def _get_vcard_file(self):
        self._refuse_to_show_the_gone()
        return super()._get_vcard_file()

    @api.model
    def _get_thread_with_access(self, thread_id, **options):
        thread = super()._get_thread_with_access(thread_id, **options)
        return thread - thread._unseen()


class ResUsers(models.Model):
    _name = "res.users"
    _inherit = ["res.users", "school.anonymised.unseen"]

    @api.model
    def _read_group(self, domain, groupby=(), aggregates=(), having=(), offset=0, limit=None, order=None):
        domain = self._without_the_gone(domain)
        return super()._read_group(domain, groupby, aggregates, having, offset, limit, order)

    @api.model
    def _read_grouping_sets(self, domain, grouping_sets, aggregates=(), order=None):
        return super()._read_grouping_sets(self._without_the_gone(domain), grouping_sets, aggregates, order)


class IrBinary(models.AbstractModel):
    _inherit = "ir.binary"

    def _find_record(self, *args, **options):
        """Draw no picture of somebody who is gone: it would have the first letter of the label."""
        record = super()._find_record(*args, **options)
        if isinstance(record, self.env.registry["school.anonymised.unseen"]) and record.with_env(self.env)._unseen():
            raise MissingError(self.env._("There is no such record."))
        return record
