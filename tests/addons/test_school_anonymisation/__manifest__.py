# The manifest of an addon that only tests install: it keeps personal data in ways that nobody has declared.
{
    "name": "Test: an addon that School Anonymisation does not know",
    "summary": "Custom fields, copies by dependency and tables of its own, for tests only",
    "version": "19.0.1.0.0",
    "category": "Hidden",
    "license": "LGPL-3",
    "author": "School Anonymisation maintainers",
    "depends": ["school_anonymisation"],
    "data": ["security/ir.model.access.csv"],
}
