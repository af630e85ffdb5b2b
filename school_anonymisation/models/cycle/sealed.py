"""What is still to be looked for of the people of a batch: kept until it has been, in a form that nobody reads."""

from functools import partial
from pathlib import Path

from odoo import api, fields, models
from odoo.tools import config

from ...erasure import Remembered
from ...sealing import KeyLost, Vault


def vault():
    """Return the Vault: beside the filestores, so that every worker has it, and in no backup that Odoo makes."""
    return Vault(Path(config["data_dir"]) / "school_anonymisation_keys")


class AnonymisationBatch(models.Model):
    _inherit = "school.anonymisation.batch"

    # Hexadecimal: a word without borders, in which no search finds anybody.
    sealed = fields.Text("Still to be looked for", groups=fields.NO_ACCESS)
    key_name = fields.Char(groups=fields.NO_ACCESS, help="The file of the key, in a folder of the server's own.")

    def _seal(self, remembered):
        """Keep what is Remembered of people until it is unsealed; for good only once this transaction is."""
        name, sealed = vault().seal(remembered.packed(), self.env.cr.dbname)
        self.env.cr.postrollback.add(partial(vault().destroy, name))
        self.write({"sealed": sealed.hex(), "key_name": name, "looks": 0, "look_on": self._today()})

    def _opened(self):
        """Return (all that is Remembered in these batches, those of them whose key is not to be had)."""
        found, lost = Remembered(), self.browse()
        for batch in self:
            try:
                found.add(Remembered.unpacked(vault().opened(batch.key_name, bytes.fromhex(batch.sealed))))
            except KeyLost:
                lost |= batch
        return found, lost

    def _unseal(self):
        """Forget what is sealed in these batches, for good once this transaction is; one by hand goes as a whole."""
        for name in filter(None, self.mapped("key_name")):
            self.env.cr.postcommit.add(partial(vault().destroy, name))
        self.write({"sealed": False, "key_name": False, "looks": 0})
        self.filtered(lambda batch: not batch.cycle_id).unlink()

    @api.autovacuum
    def _gc_keys(self):
        """Destroy the keys that a killed server has left, with which nothing is sealed."""
        names = {name for name in self.search([]).mapped("key_name") if name}
        names |= set(self.env["school.anonymisation.batch.found"].search([]).mapped("key_name"))
        vault().destroy_forgotten(self.env.cr.dbname, names)
