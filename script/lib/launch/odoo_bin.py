"""Odoo as a file to start, as its worker processes start it again; alone in a folder that Python searches first."""

from odoo.cli import main

main()
