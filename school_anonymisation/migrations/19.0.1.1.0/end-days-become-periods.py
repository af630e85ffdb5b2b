"""Of students who were anonymised before, days become teaching periods, and who wrote what and when goes."""

from odoo import SUPERUSER_ID, api


def migrate(cr, _version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    env["school.student"]._anonymisation_treat_again()
