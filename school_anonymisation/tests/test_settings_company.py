"""The number of teaching periods: 0 until somebody saves it, then a whole number from 1 up."""

from odoo.exceptions import ValidationError

from .common import AnonymisationCase


class TestSettingsCompany(AnonymisationCase):
    def test_is_zero_until_saved(self):
        self.assertEqual(self.make_company("Another school").anonymisation_inactive_periods, 0)

    def test_one_is_accepted(self):
        self.company.anonymisation_inactive_periods = 1
        self.assertEqual(self.company.anonymisation_inactive_periods, 1)

    def test_zero_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "whole number from 1 up"):
            self.company.anonymisation_inactive_periods = 0

    def test_negative_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "whole number from 1 up"):
            self.company.anonymisation_inactive_periods = -1

    def test_zero_that_was_zero_is_left_alone(self):
        self.make_company("Another school").anonymisation_inactive_periods = 0
