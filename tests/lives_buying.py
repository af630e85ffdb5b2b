# What a person buys: orders, invoices, payments, points, a till's receipts, a letter.
import uuid
from datetime import date

from lives_talking import photo

from odoo import fields
from odoo.fields import Command


def order(env, school, person):
    """A signed order, invoiced and paid, with a delivery note of its own words."""
    made = env["sale.order"].create(
        {
            "partner_id": person.partner_id,
            "client_order_ref": f"for {person.name}",
            "note": person.name,
            "signed_by": person.name,
            "signature": photo(person.number),
            "order_line": [
                Command.create(
                    {"product_id": school.product.id, "name": f"Strings for {person.name}", "product_uom_qty": 2}
                )
            ],
        }
    )
    made.action_confirm()
    made.message_post(body=f"{person.name} waits for it")
    invoice = made._create_invoices()
    invoice.invoice_date = date.today()
    invoice.narration = f"Thank you, {person.name}"
    invoice.action_post()
    pay(env, invoice)


def invoice_to_guardian(env, _school, person, guardian):
    """An invoice to somebody who stays, for lessons of the student."""
    invoice = env["account.move"].create(
        {
            "move_type": "out_invoice",
            "partner_id": guardian.id,
            "student_id": person.student_id,
            "invoice_date": date.today(),
            "invoice_line_ids": [
                Command.create({"name": f"Lessons {person.name}", "price_unit": 75, "tax_ids": [Command.clear()]})
            ],
        }
    )
    invoice.action_post()
    pay(env, invoice)


def pay(env, invoice):
    """Pay an invoice in full."""
    wizard = env["account.payment.register"].with_context(active_model="account.move", active_ids=invoice.ids)
    wizard.create({"payment_date": date.today()})._create_payments()


def loyalty(env, school, person):
    """A card with points."""
    card = env["loyalty.card"].create(
        {
            "program_id": school.loyalty.id,
            "partner_id": person.partner_id,
            "points": 10,
            "code": f"{person.name} {person.number}",
        }
    )
    env["loyalty.history"].create({"card_id": card.id, "description": f"Given to {person.name}", "issued": 10})


def till(env, school, person):
    """A receipt of the till."""
    price = school.product.list_price
    number = str(uuid.uuid4())
    env["pos.order"].sync_from_ui(
        [
            {
                "amount_paid": price,
                "amount_return": 0,
                "amount_tax": 0,
                "amount_total": price,
                "date_order": fields.Datetime.to_string(fields.Datetime.now()),
                "fiscal_position_id": False,
                "pricelist_id": school.till.pricelist_id.id,
                "name": f"Order {number}",
                "last_order_preparation_change": "{}",
                "general_customer_note": f"{person.name} picks it up",
                "lines": [
                    Command.create(
                        {
                            "pack_lot_ids": [],
                            "price_unit": price,
                            "product_id": school.product.id,
                            "price_subtotal": price,
                            "price_subtotal_incl": price,
                            "qty": 1,
                            "tax_ids": [Command.clear()],
                            "customer_note": f"For {person.name}",
                        }
                    )
                ],
                "partner_id": person.partner_id,
                "session_id": school.session.id,
                "payment_ids": [
                    Command.create(
                        {
                            "amount": price,
                            "name": fields.Datetime.to_string(fields.Datetime.now()),
                            "payment_method_id": school.payment_method.id,
                            "cardholder_name": person.name,
                        }
                    )
                ],
                "uuid": number,
                "user_id": env.uid,
                "to_invoice": False,
                "state": "paid",
            }
        ]
    )


def letter(env, _school, person):
    """A letter by post, with its address."""
    env["snailmail.letter"].create(
        {
            "partner_id": person.partner_id,
            "model": "res.partner",
            "res_id": person.partner_id,
            "company_id": env.company.id,
            "street": person.street,
            "city": "Aarhus",
            "info_msg": person.name,
        }
    )


FLOWS = (order, loyalty, till, letter)
