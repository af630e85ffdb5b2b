"""Where nothing is ever written: what the system runs on, and what names things and not people."""

# Of what the system runs on, these hold texts that users wrote, or copies that it made of them.
TEXTS_OF_USERS = (
    "ir.attachment",
    "ir.default",
    "ir.exports",
    "ir.exports.line",
    "ir.filters",
    "ir.logging",
    "ir.profile",
    "ir.ui.view.custom",
)
SYSTEM = (
    "auth.oauth.provider",
    "base.automation",
    "decimal.precision",
    "digest.digest",
    "digest.tip",
    "fetchmail.server",
    "gamification.badge",
    "gamification.karma.rank",
    "mail.activity.type",
    "mail.alias",
    "mail.alias.domain",
    "mail.message.subtype",
    "mail.template",
    "payment.method",
    "payment.provider",
    "phone.blacklist.remove",
    "report.layout",
    "report.paperformat",
    "res.company",
    "res.config",
    "res.country",
    "res.country.group",
    "res.country.state",
    "res.currency",
    "res.currency.rate",
    "res.groups",
    "res.groups.privilege",
    "res.lang",
    "sms.template",
    "web_tour.tour",
    "website",
    "website.menu",
    "website.page",
    "website.rewrite",
    "website.snippet.filter",
)
THINGS = (
    "account.account",
    "account.analytic.account",
    "account.analytic.plan",
    "account.cash.rounding",
    "account.fiscal.position",
    "account.group",
    "account.incoterms",
    "account.journal",
    "account.payment.method",
    "account.payment.term",
    "account.reconcile.model",
    "account.report",
    "account.report.line",
    "account.tax",
    "account.tax.group",
    "crm.lost.reason",
    "crm.stage",
    "crm.team",
    "event.event.ticket",
    "event.question",
    "event.stage",
    "event.type",
    "fleet.vehicle.model",
    "forum.forum",
    "gamification.goal.definition",
    "hr.contract.type",
    "hr.department",
    "hr.job",
    "hr.work.location",
    "lunch.product",
    "lunch.supplier",
    "mailing.list",
    "maintenance.stage",
    "maintenance.team",
    "pos.category",
    "pos.config",
    "pos.payment.method",
    "product.attribute",
    "product.attribute.value",
    "product.pricelist",
    "product.pricelist.item",
    "product.product",
    "product.template",
    "product.template.attribute.value",
    "project.task.type",
    "resource.calendar",
    "resource.calendar.attendance",
    "resource.calendar.leaves",
    "slide.channel",
    "stock.location",
    "stock.picking.type",
    "stock.route",
    "stock.warehouse",
    "survey.question",
    "survey.question.answer",
    "survey.survey",
    "uom.uom",
    "utm.campaign",
    "utm.medium",
    "utm.source",
)
# How models are called that classify others, of whichever app.
CLASSES = (".tag", ".tags", ".category", ".stage")
# Names that an import made out of the records' own: they say nothing of what else is called so.
XMLIDS = "ir_model_data"


def walled_tables(env, things=()):
    """Return the names of the tables in which nothing is ever written.

    :param things: names of the host's own models that name things.
    """
    return {
        model._table
        for name, model in env.registry.items()
        if not model._abstract and (name in things or is_walled(name))
    }


def is_walled(model):
    """Whether a model is what the system runs on, or names things and not people.

    >>> is_walled("ir.ui.view"), is_walled("ir.attachment"), is_walled("crm.tag"), is_walled("crm.lead")
    (True, False, True, False)
    """
    if model in TEXTS_OF_USERS:
        return False
    return model.startswith("ir.") or model in SYSTEM or model in THINGS or model.endswith(CLASSES)
