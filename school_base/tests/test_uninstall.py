# What the school app leaves behind when it is uninstalled.
from odoo.addons.school_base import uninstall_hook

from .common import SchoolCase


class TestUninstall(SchoolCase):
    def test_the_numbering_of_each_company_is_removed(self):
        self.make_student()
        numbering = [("code", "=", "school.student"), ("company_id", "=", self.company.id)]
        self.assertTrue(self.env["ir.sequence"].search(numbering))
        uninstall_hook(self.env)
        self.assertFalse(self.env["ir.sequence"].search(numbering))
