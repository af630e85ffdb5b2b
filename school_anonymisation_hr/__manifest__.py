# The bridge's manifest.
{
    "name": "School Anonymisation: Employees",
    "summary": "Nobody is anonymised as a former student who works, or has worked, at the school",
    "version": "19.0.1.1.0",
    "category": "Services/School",
    "license": "LGPL-3",
    "author": "School Anonymisation maintainers",
    "depends": ["school_anonymisation", "hr"],
    "auto_install": True,
}
