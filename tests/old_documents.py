# Whether an order, a delivery and an invoice of somebody who is anonymised open for whoever works with such documents.
from odoo.fields import Command
from odoo.tests import Form

REPORTS = {
    "sale.order": "sale.report_saleorder",
    "stock.picking": "stock.report_deliveryslip",
    "account.move": "account.report_invoice",
}
GROUPS = (
    "sales_team.group_sale_salesman_all_leads",
    "stock.group_stock_user",
    "account.group_account_invoice",
)


def opened(school):
    """Anonymise a student who has bought something; return {(model, how): what a clerk is shown} and the label."""
    env = school.env
    student = school.student("Somebody Gone")
    order = bought(school, student.partner_id)
    deliver(order)
    outcome = student._anonymise(origin="hand")
    assert outcome.done == student.ids, outcome
    env.flush_all()
    env.invalidate_all()
    groups = Command.set([env.ref(name).id for name in GROUPS])
    clerk = env["res.users"].create({"name": "Clerk", "login": "clerk", "group_ids": [groups]})
    seen = {}
    for record in (order, order.picking_ids, order.invoice_ids):
        for how, show in WAYS.items():
            seen[record._name, how] = told(show, record.with_user(clerk))
    return seen, student.anonymisation_label


def told(show, record):
    """Return what is shown of a record that somebody else has not looked at, or why it is not."""
    record.env.invalidate_all()
    try:
        with record.env.cr.savepoint():
            return str(show(record))
    except Exception as error:  # noqa: BLE001 whatever it is, it is told
        return f"{type(error).__name__}: {error}"


def bought(school, contact, **values):
    """Return an order of a violin that is paid and not yet delivered."""
    env = school.env
    violin = env["product.product"].create(
        {"name": "Violin", "type": "consu", "is_storable": True, "list_price": 300, "invoice_policy": "order"}
    )
    line = Command.create({"product_id": violin.id, "product_uom_qty": 1, "tax_ids": False})
    order = env["sale.order"].create({"partner_id": contact.id, "order_line": [line], **values})
    order.action_confirm()
    pay(order)
    return order


def pay(order):
    invoice = order._create_invoices()
    invoice.action_post()
    wizard = order.env["account.payment.register"].with_context(active_model="account.move", active_ids=invoice.ids)
    wizard.create({})._create_payments()


def deliver(order):
    order.picking_ids.move_ids.write({"quantity": 1, "picked": True})
    order.picking_ids.button_validate()


def form(record):
    return Form(record).partner_id.display_name


def page(record):
    return record.web_read({"partner_id": {"fields": {"display_name": {}, "email": {}}}})


def saved(record):
    return record.web_save({}, {"partner_id": {"fields": {"display_name": {}}}})


def in_a_list(record):
    return record.web_search_read([("id", "=", record.id)], {"partner_id": {"fields": {"display_name": {}}}})


def under_a_heading(record):
    named = {"partner_id": {"display_name": {}}}
    return record.web_read_group(
        [("id", "=", record.id)], ["partner_id"], ["__count"], groupby_read_specification=named
    )


def read(record):
    return record.read(["partner_id"])


def printed(record):
    return record.env["ir.actions.report"]._render_qweb_html(REPORTS[record._name], record.ids)[0].decode()


WAYS = {way.__name__: way for way in (form, page, saved, in_a_list, under_a_heading, read, printed)}
