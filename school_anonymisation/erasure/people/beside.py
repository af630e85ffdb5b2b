"""Who else bears people's signs, asked only of those whose records are theirs as well."""

from odoo.tools import SQL

from ..sql import run
from ..subjects import PARTNER, root_models
from .bearers import note_bearers

BANK = "res.partner.bank"


class Beside:
    """Notes in a Known who of those beside the people bears a sign of theirs; nobody is asked about twice.

    In a record that is the person's and somebody else's, whose sign it is depends on nobody but that somebody: so all
    that is needed there is known without a look through every record that names anybody.

    :param selected: {table: {record id: contact id}} of every record that the register ties to the people.
    """

    def __init__(self, env, known, register, people, doubles, selected):
        self._env, self._known, self._register = env, known, register
        self._people, self._doubles, self._selected = people, doubles, selected
        self._asked = set()

    def note(self, owners):
        """Take in the `whose.Owners` of some records."""
        contacts = set().union(*(one.others for one in owners)) - self._asked
        if not contacts:
            return
        only = self._records_of(contacts)
        if not self._asked:
            # What the people's own records say of others beside them.
            for table, records in self._selected.items():
                only[table] = only.get(table, set()) | records.keys()
        self._asked |= contacts
        note_bearers(self._env, self._known, self._register, self._people, self._doubles, only=only)

    def _records_of(self, contacts):
        """Return {table: ids} of the records that say who these contacts are."""
        found = {PARTNER: contacts}
        for model in root_models(self._env):
            for root, link in self._env[model]._inherits.items():
                if root in found:
                    found.setdefault(model, set()).update(self._pointing(model, link, found[root]))
        if BANK in self._env:
            found[BANK] = self._pointing(BANK, "partner_id", contacts)
        return {self._env[model]._table: ids for model, ids in found.items()}

    def _pointing(self, model, link, ids):
        table, column = SQL.identifier(self._env[model]._table), SQL.identifier(link)
        return {key for (key,) in run(self._env, SQL("SELECT id FROM %s WHERE %s = ANY(%s)", table, column, list(ids)))}
