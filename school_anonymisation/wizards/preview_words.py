"""What anonymising would do, in people's words: what is deleted, what loses the person, what stays and why."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from odoo import api, models

from ..erasure.subjects import root_models

EMPTIED = ("clear", "replace", "unlink_file")
NOT_VAGUER = (*EMPTIED, "keep", "delete")
# Of these nothing is told, here or to somebody who asks: they hang on what is told anyway.
BELONGS = ("mail.followers", "mail.notification", "mail.tracking.value", "mail.message.reaction", "ir.model.data")


@dataclass
class InWords:
    """What a page says of a plan: kinds of records with their number, fields by the name that people know.

    ``deleted``, ``stays``: [(kind, number)]. ``erased``, ``vaguer``: [field] of the people themselves. ``elsewhere``:
    [(kind, number, [field])] of other records that stay and lose the person. ``by_law``: [(document, last day)].
    """

    deleted: list = field(default_factory=list)
    erased: list = field(default_factory=list)
    vaguer: list = field(default_factory=list)
    elsewhere: list = field(default_factory=list)
    stays: list = field(default_factory=list)
    by_law: list = field(default_factory=list)


class SchoolStudent(models.Model):
    _inherit = "school.student"

    @api.model
    def _anonymisation_in_words(self, planned, by_law):
        """Return the InWords of an `erasure.Plan`.

        :param by_law: [(document, last day)] of what the law asks to keep.
        """
        people = root_models(self.env)
        lines = [line for line in planned.fields if line.count and line.row.model not in BELONGS]
        own = [line for line in lines if line.row.model in people]
        others = [line for line in lines if line.row.model not in people]
        return InWords(
            deleted=self._anonymisation_kinds(line for line in others if line.row.field == "id" and _goes(line)),
            erased=self._anonymisation_fields(
                line for line in own if line.row.action in EMPTIED and self._anonymisation_is_known(line.row)
            ),
            vaguer=self._anonymisation_fields(line for line in own if line.row.action not in NOT_VAGUER),
            elsewhere=self._anonymisation_elsewhere(others),
            stays=self._anonymisation_kinds(line for line in others if line.row.field == "id" and not _goes(line)),
            by_law=by_law,
        )

    @api.model
    def _anonymisation_kinds(self, lines):
        """Return [(kind of record, number)], the most first."""
        counts = Counter()
        for line in lines:
            counts[self._anonymisation_kind_name(line.row.model)] += line.count
        return counts.most_common()

    @api.model
    def _anonymisation_kind_name(self, model):
        # The names of kinds of records are no secret; the preview is read by people who may not read them.
        return self.env["ir.model"].sudo()._get(model).name or model

    @api.model
    def _anonymisation_fields(self, lines):
        """Return the names of the fields of some lines as people know them, in the order of the alphabet."""
        return sorted({name for line in lines if (name := self._anonymisation_field_name(line.row))})

    @api.model
    def _anonymisation_field_name(self, row):
        item = self.env[row.model]._fields.get(row.field)
        return item and row.field != "id" and item._description_string(self.env)

    @api.model
    def _anonymisation_is_known(self, row):
        """Return whether people know this field: not what the program works out of another one for itself."""
        item = self.env[row.model]._fields.get(row.field)
        return not (item and (item.name == "active" or (item.compute and item.readonly)))

    @api.model
    def _anonymisation_elsewhere(self, lines):
        """Return [(kind, number of records, [field])] of what stays and loses the person."""
        gone = {line.row.model for line in lines if line.row.field == "id" and _goes(line)}
        found = defaultdict(list)
        for line in lines:
            if line.row.action != "keep" and line.row.field != "id" and line.row.model not in gone:
                found[line.row.model].append(line)
        return sorted(
            (self._anonymisation_kind_name(model), max(line.count for line in some), self._anonymisation_fields(some))
            for model, some in found.items()
        )


def _goes(line):
    return line.row.action in ("delete", "unlink_file")
