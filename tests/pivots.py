# What the pivots and graphs of every app show to each role.
APPS = ("school.", "account.", "event.", "survey.", "sale.", "hr.", "crm.", "slide.", "pos.", "loyalty.", "lunch.")
ROLES = {
    "secretary": ("school_base.group_school_user", "account.group_account_invoice"),
    "superuser": ("school_base.group_school_superuser", "account.group_account_manager"),
    "teacher": ("base.group_user", "event.group_event_user", "survey.group_survey_user"),
    "seller": ("sales_team.group_sale_manager", "event.group_event_manager", "survey.group_survey_manager"),
}
STAY = (
    "school.course",
    "school.teaching.period",
    "account.",
    "event.event",
    "product.",
    "survey.survey",
    "res.company",
)


def users(env):
    """Make one user of each role; return {role: id}."""
    made = {}
    for role, groups in ROLES.items():
        values = {
            "name": role.title(),
            "login": f"role_{role}",
            "group_ids": [(4, env.ref(name).id) for name in groups],
        }
        made[role] = env["res.users"].with_context(no_reset_password=True).create(values).id
    return made


def of(env, roles):
    """Return what `kit_reports.shown` does, of all APPS.

    :param roles: {role: id of a user}
    """
    from odoo.addons.school_anonymisation.tests.kit_reports import shown

    return shown(env(su=True, context={"lang": "en_US"}), APPS, roles, STAY)
