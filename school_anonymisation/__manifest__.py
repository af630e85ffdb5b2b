# The addon's manifest.
{
    "name": "School Anonymisation",
    "summary": "Finds students who are no longer active and erases who they were, keeping the history",
    "version": "19.0.1.0.0",
    "category": "Services/School",
    "license": "LGPL-3",
    "author": "School Anonymisation maintainers",
    "depends": ["school_base"],
    "external_dependencies": {
        "python": ["anyascii", "hyperscan", "phonenumbers", "python-stdnum", "translitcodec", "xlsxwriter"]
    },
    "data": [
        "security/groups.xml",
        "security/rules.xml",
        "security/ir.model.access.csv",
        "security/school_anonymisation_cycle.xml",
        "wizards/school_anonymisation_confirm_views.xml",
        "views/school_student_views.xml",
        "views/res_partner_views.xml",
        "views/school_anonymisation_log_views.xml",
        "wizards/school_anonymisation_cycle_dialogs.xml",
        "data/school_anonymisation_cycle_mail_tables.xml",
        "data/school_anonymisation_cycle_mail_templates.xml",
        "data/school_anonymisation_cycle_crons.xml",
        "views/school_anonymisation_cycle_views.xml",
        "views/school_anonymisation_settings_views.xml",
        "views/menus.xml",
        "views/school_anonymisation_register_views.xml",
        "views/school_anonymisation_retained_views.xml",
        "wizards/school_anonymisation_preview_views.xml",
    ],
    "demo": ["demo/school_anonymisation_demo.xml"],
    "assets": {
        "web.assets_backend": [
            "school_anonymisation/static/src/**/*",
        ],
        "web.assets_tests": [
            "school_anonymisation/static/tests/tours/**/*",
        ],
    },
    "uninstall_hook": "uninstall_hook",
}
