# Writes the demo school's invoices: draft, unpaid, part-paid, paid and credited.
from odoo.fields import Command
from odoo.tools import groupby

from .people import partner_of

TUITION = 1450


def write(env, company, lives):
    """Create the invoices of all lives; the company gets a chart of accounts if it has none."""
    if not company.chart_template:
        # Its public counterpart warns when other addons are still to be loaded; none matters here.
        currency = company.currency_id
        env["account.chart.template"]._load("generic_coa", company, install_demo=False)
        company.currency_id = currency
    bills = [(life, *bill) for life in lives.all for bill in life.invoices]
    bills.sort(key=lambda bill: bill[3])
    moves = env["account.move"].create([_values(*bill) for bill in bills])
    outcomes = [(move, outcome) for move, (_life, _payer, outcome, _on) in zip(moves, bills, strict=True)]
    moves.filtered(lambda move: (move, "draft") not in outcomes).action_post()
    paid = [move for move, outcome in outcomes if outcome == "paid"]
    for _year, group in groupby(paid, key=lambda move: move.invoice_date.year):
        year = env["account.move"].concat(*group)
        _pay(year, max(year.mapped("invoice_date")))
    for move, outcome in outcomes:
        if outcome == "part":
            _pay(move, move.invoice_date, amount=TUITION / 3)
        elif outcome == "credited":
            move._reverse_moves([{"invoice_date": move.invoice_date, "date": move.date}], cancel=True)


def _values(life, payer, outcome, on):
    return {
        "move_type": "out_invoice",
        "partner_id": partner_of(payer).id,
        "student_id": life.record.id if payer is not life else False,
        "invoice_date": on,
        "invoice_date_due": on,
        "narration": f"Tuition of {life.values['name']}." if outcome != "draft" else False,
        "invoice_line_ids": [
            Command.create(
                {
                    "name": f"Tuition, {life.values['name']}",
                    "price_unit": TUITION,
                    "tax_ids": [Command.clear()],
                }
            )
        ],
    }


def _pay(moves, on, amount=None):
    wizard = moves.env["account.payment.register"].with_context(active_model="account.move", active_ids=moves.ids)
    values = {"payment_date": on, "group_payment": False}
    if amount:
        values["amount"] = amount
    wizard.create(values)._create_payments()
