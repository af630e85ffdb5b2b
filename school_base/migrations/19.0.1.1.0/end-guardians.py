"""Relatives who were linked to students before guardians had profiles get one."""

from odoo import SUPERUSER_ID, api


def migrate(cr, _version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    env["school.family.association"].search([])._make_guardians()
