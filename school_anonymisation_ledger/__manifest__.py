# The addon's manifest.
{
    "name": "School Anonymisation: Ledger",
    "summary": "Keeps the log outside the database too, and anonymises again whom a restored backup brought back",
    "version": "19.0.1.1.0",
    "category": "Services/School",
    "license": "LGPL-3",
    "author": "School Anonymisation maintainers",
    "depends": ["school_anonymisation"],
    "post_init_hook": "post_init_hook",
    "uninstall_hook": "uninstall_hook",
}
