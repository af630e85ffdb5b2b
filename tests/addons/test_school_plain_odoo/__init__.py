"""Tests of a school on plain Odoo; nothing else is in here."""
