# The bridge's manifest.
{
    "name": "School Anonymisation: OpenEduCat",
    "summary": "Students, parents and applicants of OpenEduCat go by the same rules, list, button and log",
    "version": "19.0.1.1.0",
    "category": "Services/School",
    "license": "LGPL-3",
    "author": "School Anonymisation maintainers",
    "depends": ["school_anonymisation", "openeducat_core"],
    "data": ["data/ir_cron.xml"],
    "post_init_hook": "post_init_hook",
    "auto_install": True,
}
