"""Loose participation in other apps: each registration, answer, order or card is nobody's and stands by itself.

They are laid on the contacts of neutral carriers by chance, as enrolments are, when what is left is moved. What
belongs to a document, as the lines of an order do, goes with it.
"""

import random

from odoo import api, models
from odoo.tools import SQL

from ...erasure.sql import quoted, run
from ...erasure.subjects import root_models

OF_SCHOOL = ("school.enrolment", "school.instrument.hire", "school.waiting.list.entry")
"""What `school.anonymisation.participation` loosens itself."""

UNIQUE_WITH = """
    SELECT DISTINCT other.attname FROM pg_index i
      JOIN pg_attribute link ON link.attrelid = i.indrelid AND link.attnum = ANY(i.indkey) AND link.attname = ANY(%s)
      JOIN pg_attribute other ON other.attrelid = i.indrelid AND other.attnum = ANY(i.indkey)
           AND other.attname != ALL(%s)
     WHERE i.indrelid = %s::regclass AND i.indisunique
"""


class AnonymisationHistory(models.AbstractModel):
    _inherit = "school.anonymisation.history"

    @api.model
    def _loosen_documents(self, profiles, contacts, rows):
        """Lay the documents that are theirs on carriers, where the company keeps loose participation.

        :param profiles: of one company; :param contacts: ids of theirs; :param rows: {model: ids} of what is theirs.
        """
        company = profiles.company_id
        if not company._keeps_loose_participation():
            return
        people = {*root_models(self.env), *OF_SCHOOL}
        for model in sorted(model for model, ids in rows.items() if ids and model not in people):
            self._deal_documents(company, self.env[model]._table, list(rows[model]), contacts, profiles.ids)

    @api.model
    def _deal_documents(self, company, table, ids, contacts, students):
        columns = {
            target: [column for place, column in self._pairs(self._columns_to(target)) if place[1] == table]
            for target in ("res_partner", "school_student")
        }
        links = columns["res_partner"] + columns["school_student"]
        if not links:
            return
        beside = [name for (name,) in run(self.env, SQL(UNIQUE_WITH, links, links, table))]
        key = SQL(", ").join(quoted("t", name) for name in beside) if beside else SQL("t.id")
        keys = dict(
            run(self.env, SQL("SELECT t.id, (%s)::text FROM %s t WHERE t.id = ANY(%s)", key, quoted(table), ids))
        )
        carriers = self._free_carriers(company, table, columns, key, keys)
        self._lay_documents(table, ids, carriers, {"res_partner": contacts, "school_student": students})

    @api.model
    def _free_carriers(self, company, table, columns, key, keys):
        """Return {document: carrier}, no two documents of one key, nor one that lies there already, on one carrier.

        :param keys: {document: text of what is unique together with whose it is}
        """
        together = {}
        for document, word in keys.items():
            together.setdefault(word, []).append(document)
        most = max(map(len, together.values()))
        carriers = self.env["school.student"]._anonymisation_carriers(company, False, most)
        taken = self._taken(table, columns, key, carriers)
        missing = max(len(documents) + len(taken.get(word, ())) for word, documents in together.items())
        carriers = self.env["school.student"]._anonymisation_carriers(company, False, missing)
        chance = random.SystemRandom()
        found = {}
        for word, documents in together.items():
            free = [carrier for carrier in carriers if carrier.id not in taken.get(word, ())]
            found.update(zip(documents, chance.sample(free, len(documents)), strict=True))
        return found

    @api.model
    def _taken(self, table, columns, key, carriers):
        """Return {key: ids of the carriers on which a row of it lies}."""
        lying = {"res_partner": carriers.partner_id.ids, "school_student": carriers.ids}
        carrier_of = {
            "res_partner": {carrier.partner_id.id: carrier.id for carrier in carriers},
            "school_student": {carrier.id: carrier.id for carrier in carriers},
        }
        found = {}
        for target, names in columns.items():
            for name in names:
                column = quoted("t", name)
                query = SQL(
                    "SELECT (%s)::text, %s FROM %s t WHERE %s = ANY(%s)",
                    key,
                    column,
                    quoted(table),
                    column,
                    lying[target],
                )
                for word, number in run(self.env, query):
                    found.setdefault(word, set()).add(carrier_of[target][number])
        return found

    @api.model
    def _lay_documents(self, table, ids, carriers, before):
        """Have documents, and the rows that belong to them, lead to their carriers instead of whom they led to.

        :param carriers: {document: carrier}; :param before: {table of people: ids}
        """
        laid = {
            "res_partner": [carriers[document].partner_id.id for document in ids],
            "school_student": [carriers[document].id for document in ids],
        }
        to_rows = self._columns_to(table)
        for target, numbers in laid.items():
            to_people = self._columns_to(target)
            own = [(place, "id") for place in to_people if place[1] == table]
            for place, of_row in [*own, *self._pairs(to_rows)]:
                for link in to_people.get(place, ()):
                    query = SQL(
                        "UPDATE %s t SET %s = v.carrier FROM unnest(%s::int[], %s::int[]) AS v(document, carrier)"
                        " WHERE %s = v.document AND %s = ANY(%s)",
                        quoted(*place),
                        quoted(link),
                        ids,
                        numbers,
                        quoted("t", of_row),
                        quoted("t", link),
                        list(before[target]),
                    )
                    run(self.env, query)
