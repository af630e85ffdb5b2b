"""Moves what stays of anonymised people to new row numbers, under new labels, some of them at a time.

Row numbers stand in links, in backups and in other programs, and follow the order in which people came. The label
stands on certificates and in the log. Once the history has been moved none of them leads to it. It waits until there
are several, so that what is new in a backup is not one person's.
"""

import logging
import random
import uuid
from functools import partial

import psycopg2
from psycopg2 import errors

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...engine_mark import marking
from ...erasure.afterwards import do_after_commit, forget_caches
from ...erasure.documents_kept import own_documents, relabel
from ...erasure.row_numbers import fresh_numbers, renumber
from ...erasure.sources.views import refresh_views
from ..cycle.cycle import OPEN
from ..engine_host import SchoolHost

_logger = logging.getLogger(__name__)

TOGETHER = 5
"""Profiles of one company and kind that are moved at the same time, at least."""
AT_MOST = 500
BUSY = (errors.SerializationFailure, errors.DeadlockDetected, errors.LockNotAvailable)


class SchoolStudent(models.Model):
    _inherit = "school.student"

    history_moved = fields.Boolean(
        "Stands under a new number",
        readonly=True,
        copy=False,
        help="Nothing that knew the profile leads to it any more.",
    )


class AnonymisationHistory(models.AbstractModel):
    _name = "school.anonymisation.history"
    _description = "History of anonymised students"

    @api.model
    def _move_all(self):
        """Move the history of whoever can be; trouble with some of them stops only these.

        :return: the number of profiles that were moved.
        """
        moved = 0
        for profiles in self._groups_to_move():
            try:
                with self.env.cr.savepoint():
                    self._move(profiles)
                moved += len(profiles)
            except BUSY:
                # Somebody else was writing there: they are moved another day.
                self.env.invalidate_all(flush=False)
            except psycopg2.OperationalError:
                raise
            except Exception as error:  # noqa: BLE001 pylint: disable=broad-except
                self.env.invalidate_all(flush=False)
                _logger.error("The history of %s profiles was not moved: %s", len(profiles), type(error).__name__)
        return moved

    @api.model
    def _groups_to_move(self):
        """Return the sets of profiles, in random order, that are to be moved together."""
        waiting = self._to_move()
        found = []
        for group in waiting.grouped(lambda profile: (profile.company_id, profile.kind)).values():
            ids = group.ids
            random.SystemRandom().shuffle(ids)
            # What would be left over goes with the last part.
            parts = max(1, len(ids) // AT_MOST)
            found += [group.browse(ids[part::parts]) for part in range(parts) if len(ids[part::parts]) >= TOGETHER]
        return found

    @api.model
    def _to_move(self):
        """Return the anonymised profiles for whom all has been looked through, and of whom no run has to report."""
        profiles = self.env["school.student"].sudo().with_context(active_test=False)
        batches = self.env["school.anonymisation.batch"].sudo().search([("sealed", "!=", False)])
        running = self.env["school.anonymisation.candidate"].sudo().with_context(active_test=False)
        busy = {*batches.student_ids.ids, *running.search([("cycle_id.state", "in", OPEN)]).student_id.ids}
        busy.update(self.env["school.anonymisation.log"].sudo()._unverified().ids)
        return profiles.search(
            Domain("anonymised", "=", True)
            & Domain("history_moved", "=", False)
            & Domain("anonymisation_carrier", "=", False)
            & Domain("id", "not in", list(busy))
        )

    @api.model
    def _move(self, profiles):
        """Move these profiles, with the contacts that bear their labels and the documents that are theirs."""
        profiles = profiles.try_lock_for_update()
        if len(profiles) < TOGETHER:
            return
        self.env.flush_all()
        with marking(self.env.cr):
            self._set_apart(profiles)
            labels = self._give_new_labels(profiles)
            self._untie_log(profiles)
            contacts = self._contacts_of(labels.values())
            people = {"school.student": profiles.ids, "res.partner": contacts}
            rows = own_documents(self.env, SchoolHost(), people)
            for model, ids in people.items():
                rows[model].update(ids)
            self._loosen_documents(profiles, contacts, rows)
            self._set_rest_apart(contacts, rows)
            renumber(
                self.env, {model: fresh_numbers(self.env, self.env[model]._table, ids) for model, ids in rows.items()}
            )
        forget_caches(self.env)
        do_after_commit(self.env, partial(refresh_views, self.env.cr.dbname))

    @api.model
    def _contacts_of(self, labels):
        """Return the ids of the contacts that bear one of these labels: the profile's, and second ones."""
        contacts = self.env["res.partner"].sudo().with_context(active_test=False)
        return contacts.search([("anonymised", "=", True), ("name", "in", list(labels))]).ids

    @api.model
    def _give_new_labels(self, profiles):
        """Give these profiles other labels and random identifiers, wherever theirs stand; return {label: new label}."""
        fresh = profiles._anonymisation_labels()
        labels = {profile.anonymisation_label: fresh[profile.id] for profile in profiles}
        self.env.cr.execute(
            SQL(
                "UPDATE school_student s SET history_moved = TRUE, anonymisation_label = v.label,"
                " anonymisation_uid = v.uid FROM (SELECT unnest(%s) AS id, unnest(%s) AS label, unnest(%s) AS uid) v"
                " WHERE s.id = v.id",
                profiles.ids,
                [fresh[profile.id] for profile in profiles],
                [str(uuid.uuid4()) for _profile in profiles],
            )
        )
        self.env.cr.execute(
            SQL(
                "UPDATE res_partner p SET name = v.new, complete_name = v.new"
                " FROM (SELECT unnest(%s) AS old, unnest(%s) AS new) v WHERE p.name = v.old AND p.anonymised",
                list(labels),
                list(labels.values()),
            )
        )
        relabel(self.env, SchoolHost(), labels)
        self.env.invalidate_all(flush=False)
        return labels

    @api.model
    def _untie_log(self, profiles):
        """Let the lines of the log prove what was done, and lead to nobody's history."""
        self.env.cr.execute(
            SQL("UPDATE school_anonymisation_log SET student_id = NULL WHERE student_id = ANY(%s)", profiles.ids)
        )
