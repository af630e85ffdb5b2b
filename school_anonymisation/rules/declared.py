"""What the rules about other apps share: the records that count stand in `activity/<app>.csv` of any addon."""

from functools import lru_cache
from pathlib import Path

from odoo import api, models
from odoo.fields import Domain
from odoo.modules.module import get_module_path
from odoo.tools import SQL

from ..outcome import Blocker
from . import activity_files
from .activity_files import COUNTED_FROM, EMAIL, TODAY
from .by_email import bearers, is_borne


@lru_cache(maxsize=8)
def _rows_of(addons):
    """Return the rows that these installed addons bring, of apps that are among them."""
    folders = [Path(path, activity_files.FOLDER) for addon in sorted(addons) if (path := get_module_path(addon))]
    return [row for row in activity_files.read(folders) if row.app in addons]


class DeclaredRule(models.AbstractModel):
    """A rule that inherits this one gives ``_code``, ``_switch`` and ``_sentence``; rows with its code do the rest."""

    _name = "school.anonymisation.rule.declared"
    _inherit = "school.anonymisation.rule"
    _description = "Rule whose records are listed in files"

    @api.model
    def _rows(self):
        """Return the rows of this rule whose model is installed."""
        rows = _rows_of(frozenset(self.env.registry._init_modules))
        return [row for row in rows if row.rule == self._code and row.model in self.env]

    @api.model
    def _blocked(self):
        return self._blocked_by_rows()

    @api.model
    def _blocked_by_rows(self):
        """Return the Domain of the students to whom a record of any row leads."""
        return Domain.OR(self._reached(row) for row in self._rows())

    @api.model
    def _reached(self, row):
        """Return the Domain of the students to whom, or to what goes with whom, a record of this row leads.

        Apart from each other, see `_held_back`.
        """
        return self._reached_in(row, self._reached_by) | self._reached_in(row, self._reached_beside)

    @api.model
    def _reached_in(self, row, reached):
        """Return the Domain that `reached` makes of a row, by the days that count at each company."""
        if not (row.names(TODAY) or row.names(COUNTED_FROM)):
            return reached(row, {}, "UTC")

        def days_of(company):
            counted_from = self._counted_from(company) if row.names(COUNTED_FROM) else None
            return company._school_today() if row.names(TODAY) else None, counted_from, self._zone(company)

        def build(days):
            today, counted_from, zone = days
            # Without periods that count nobody is inactive, which is another rule's to tell.
            if counted_from is False:
                return Domain.FALSE
            return reached(row, self._days(today, counted_from), zone)

        return self._by_company(days_of, build)

    @api.model
    def _days(self, today, counted_from):
        return {TODAY: today, COUNTED_FROM: counted_from}

    @api.model
    def _zone(self, company):
        return company.partner_id.tz or "UTC"

    @api.model
    def _counted_from(self, company):
        return self.env["school.anonymisation.rule.recent_activity"]._counted_from(company)

    @api.model
    def _reached_by(self, row, days, zone):
        """Return the Domain as an EXISTS: one NULL does no harm, and a few students are looked up by index."""
        if row.by_email:
            return Domain("partner_id", "in", self._contacts_found(*self._found(row, days, zone)))

        def to_sql(students, alias, query):
            found, key, person = self._found(row, days, zone)
            found.add_where(SQL("%s = %s", person, students._field_to_sql(alias, key, query)))
            return SQL("EXISTS (%s)", found.select(SQL("1")))

        return Domain.custom(to_sql=to_sql)

    @api.model
    def _reached_beside(self, row, days, zone):
        """Return the Domain of the students with whom somebody goes to whom a record of this row leads."""
        beside = self.env["school.anonymisation.beside"]
        if beside._pairs() is None:
            return Domain.FALSE
        found, key, person = self._found(row, days, zone)
        return Domain.FALSE if key == "id" else beside._students(self._contacts_found(found, key, person))

    @api.model
    def _contacts_found(self, found, key, person):
        """Return SQL of a subquery of the ids of contacts, of what `_found` returns."""
        if key != EMAIL:
            return found.subselect(person)
        self.env["res.partner"].flush_model(["email_normalized"])
        return bearers(found.subselect(person))

    @api.model
    def _found(self, row, days, zone):
        """Return (Query of the records of this row, and what `_person` returns)."""
        records = self._records_of(row, zone)
        found = records._search(self._condition(row, days))
        return found, *self._person(records, found.table, found, row.person)

    @api.model
    def _records_of(self, row, zone):
        """Return the row's model; a day begins when it begins at the school, whoever asks."""
        return self.env[row.model].with_context(tz=zone)

    @api.model
    def _condition(self, row, days):
        domain = Domain(row.domain(days))
        reference, _slash, named = row.person.partition("/")
        return domain & Domain(self.env[row.model]._fields[reference].model_field, "=", named) if named else domain

    @api.model
    def _person(self, records, alias, query, way):
        """Return (field of the student, SQL of what it must be equal to) for a way from these records to a person.

        Of a way by value the field is EMAIL, and the SQL a text in which the address stands.
        """
        way, _equals, kind = way.partition("=")
        *steps, last = way.partition("/")[0].split(".")
        for step in steps:
            records, alias = records._fields[step].join(records, alias, query)
        if kind:
            return kind, records._field_to_sql(alias, last, query)
        comodel = way.partition("/")[2] or records._fields[last].comodel_name
        if comodel == "res.users":
            records, alias = records._fields[last].join(records, alias, query)
            last = "partner_id"
        key = "id" if comodel == "school.student" else "partner_id"
        return key, records._field_to_sql(alias, last, query)

    @api.model
    def _records(self, student):
        """Return the records of the first row that holds this student back."""
        return next(iter(self._records_by_kind(student)), student)

    @api.model
    def _records_by_kind(self, student):
        """Return a list of recordsets, one a model of what somebody would open."""
        kinds = {}
        for row in self._rows():
            counted_from = self._counted_from(student.company_id) if row.names(COUNTED_FROM) else None
            if counted_from is False:
                continue
            days = self._days(student.company_id._school_today(), counted_from)
            records = self._records_of(row, self._zone(student.company_id)).search(
                self._condition(row, days) & self._of(student, row)
            )
            opened = records.mapped(row.open) if row.open else records
            if opened:
                kinds[opened._name] = kinds.get(opened._name, opened.browse()) | opened
        return list(kinds.values())

    @api.model
    def _of(self, student, row):
        """Return the Domain of the records of this row's model that lead to one student."""
        contacts = self.env["school.anonymisation.beside"]._contacts(student)

        def to_sql(records, alias, query):
            key, person = self._person(records, alias, query, row.person)
            if key == EMAIL:
                return is_borne(person, contacts._ids)
            return SQL("%s IN %s", person, student._ids if key == "id" else contacts._ids)

        return Domain.custom(to_sql=to_sql)

    @api.model
    def _blockers(self, student):
        return [
            Blocker(self._code, self._sentence(student, records), records) for records in self._records_by_kind(student)
        ]

    @api.model
    def _kind(self, records):
        """Return what the app calls such records."""
        return self.env["ir.model"]._get(records._name).name
