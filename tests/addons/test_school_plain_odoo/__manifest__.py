# The manifest of an addon that only tests install: a school whose students are contacts in Odoo's own apps.
{
    "name": "Test: a school on plain Odoo",
    "summary": "Students are contacts with registrations, orders and courses, for tests only",
    "version": "19.0.1.0.0",
    "category": "Hidden",
    "license": "LGPL-3",
    "author": "School Anonymisation maintainers",
    "depends": ["school_anonymisation", "event", "sale_management", "website_slides"],
}
