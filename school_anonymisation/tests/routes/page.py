"""The routes as a page of documentation: docs/who_may.md."""

from .route import ROLES


def as_page(routes):
    """Return docs/who_may.md as these Routes make it."""
    heads = [title for title, _groups in ROLES.values()]
    lines = [
        "# Who may",
        "",
        "Each route into School Anonymisation by each role. The test `test_who_may` walks the whole table through",
        "HTTP, as JSON-RPC (the web client), JSON-2 with an API key and XML-RPC, and checks that this page is current.",
        "",
        "“Permission” is the group `R_CAN_ANONYMIZE_USERS`. The Odoo administrator here is a SuperUser without it, who",
        "can give it: that is noted in the log. A job that an administrator starts early does only what is due.",
        "Rows of the register are written by administrators of Odoo who have the permission, too: by none of these.",
        "",
        "| Route | Method | " + " | ".join(heads) + " |",
        "|" + "---|" * (len(heads) + 2),
    ]
    lines += [
        f"| {route.title} | `{route.model}.{route.method}` | "
        + " | ".join("yes" if role in route.may else "no" for role in ROLES)
        + " |"
        for route in routes
    ]
    return "\n".join([*lines, ""])
