"""Models that the system runs on, or that name things and not people: the list behind `walls`. Pure."""

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
# What the system runs on.
SYSTEM = (
    "auth.oauth.provider",
    "barcode.nomenclature",
    "base.automation",
    "chatbot.script",
    "chatbot.script.answer",
    "chatbot.script.step",
    "crm.iap.lead.helpers",
    "data_recycle.model",
    "decimal.precision",
    "digest.digest",
    "digest.tip",
    "event.mail",
    "event.type.mail",
    "fetchmail.server",
    "gamification.badge",
    "gamification.karma.rank",
    "iap.account",
    "im_livechat.channel",
    "mail.alias",
    "mail.alias.domain",
    "mail.group",
    "mail.ice.server",
    "mail.message.subtype",
    "onboarding.onboarding",
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
    "res.role",
    "spreadsheet.dashboard",
    "theme.ir.asset",
    "theme.ir.attachment",
    "theme.ir.ui.view",
    "theme.website.menu",
    "theme.website.page",
    "web_tour.tour",
    "web_tour.tour.step",
    "website",
    "website.checkout.step",
    "website.configurator.feature",
    "website.controller.page",
    "website.event.menu",
    "website.menu",
    "website.page",
    "website.rewrite",
    "website.route",
    "website.snippet.filter",
)
# What things are called, as a school sets them up.
THINGS = (
    "account.account",
    "account.analytic.account",
    "account.analytic.applicability",
    "account.analytic.distribution.model",
    "account.cash.rounding",
    "account.fiscal.position",
    "account.fiscal.position.account",
    "account.group",
    "account.incoterms",
    "account.journal",
    "account.payment.method",
    "account.payment.term",
    "account.payment.term.line",
    "account.reconcile.model",
    "account.reconcile.model.line",
    "account.report",
    "account.report.column",
    "account.report.expression",
    "account.report.line",
    "account.tax",
    "account.tax.group",
    "blog.blog",
    "card.campaign",
    "event.event.ticket",
    "event.question",
    "event.slot",
    "event.type.ticket",
    "fleet.vehicle.model",
    "forum.forum",
    "gamification.challenge",
    "gamification.challenge.line",
    "gamification.goal.definition",
    "hr.department",
    "hr.job",
    "hr.job.platform",
    "hr.recruitment.source",
    "hr.talent.pool",
    "hr.work.location",
    "loyalty.program",
    "lunch.product",
    "lunch.supplier",
    "mailing.list",
    "pos.config",
    "pos.payment.method",
    "product.attribute",
    "product.attribute.value",
    "product.pricelist",
    "product.pricelist.item",
    "product.product",
    "product.template.attribute.value",
    "product.uom",
    "quotation.document",
    "res.bank",
    "resource.calendar",
    "resource.calendar.attendance",
    "resource.calendar.leaves",
    "sale.order.template.line",
    "slide.answer",
    "slide.channel",
    "slide.question",
    "stock.location",
    "stock.lot",
    "stock.route",
    "stock.warehouse",
    "stock.warehouse.orderpoint",
    "survey.question",
    "survey.question.answer",
    "survey.survey",
    "uom.uom",
    "utm.campaign",
    "utm.medium",
    "utm.source",
)
# How models are called that classify others, of whichever app.
CLASSES = (".tag", ".tags", ".category", ".stage", ".type", ".reason", ".team", ".template", ".plan", ".rule")
# Numbers of documents and things besides what the register keeps: a settled payment, a serial number.
NUMBERS = {
    "payment.transaction": ("reference", "provider_reference"),
    "stock.package": ("name", "complete_name"),
}
# What fields are called that programs read and nobody else.
OF_PROGRAMS = (
    "access_token",
    "checksum",
    "email_layout_xmlid",
    "lang",
    "message_id",
    "mimetype",
    "model",
    "res_field",
    "res_model",
    "store_fname",
    "tz",
    "uuid",
)

# Files of these are what pages and documents are made of.
MADE_OF = ("ir.", "theme.", "website", "res.company", "report.")


def is_made_of(model):
    """Whether the files of a model's records are what the system shows and prints: they are not written.

    >>> is_made_of("ir.ui.view"), is_made_of("school.course"), is_made_of("")
    (True, False, False)
    """
    return model.startswith(MADE_OF) and model not in TEXTS_OF_USERS


def is_walled(model):
    """Whether a model is, by its name, what the system runs on, or names things and not people.

    >>> is_walled("ir.ui.view"), is_walled("ir.attachment"), is_walled("crm.tag"), is_walled("crm.lead")
    (True, False, True, False)
    """
    if model in TEXTS_OF_USERS:
        return False
    return model.startswith("ir.") or model in SYSTEM or model in THINGS or model.endswith(CLASSES)
