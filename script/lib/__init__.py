"""What the commands in script/ share: getting Odoo, PostgreSQL and Python packages, and running them."""
