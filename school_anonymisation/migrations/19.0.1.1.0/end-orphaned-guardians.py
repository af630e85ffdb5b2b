"""Guardians of students who were anonymised before guardians had profiles get one."""

from odoo import SUPERUSER_ID, api


def migrate(cr, _version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    env["school.student"]._anonymisation_find_orphaned_guardians()
