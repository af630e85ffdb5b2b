"""No relation leads in any more, from either side, in whichever model; what was there stays, and others are linked."""

import doctest

from odoo.exceptions import UserError
from odoo.fields import Command

from ..erasure.subjects import root_models
from ..models.guard import targets
from .common import AnonymisationCase


class TestRelations(AnonymisationCase):
    accounting = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tag = cls.env["res.partner.category"].create({"name": "Choir"})
        cls.student.with_user(cls.officer).action_anonymise()
        cls.env.flush_all()
        cls.gone = cls.student.partner_id
        cls.other = cls.make_contact("Bo Ravn")

    def assertRefused(self, function, *args, **kwargs):
        with self.assertRaisesRegex(UserError, "create"), self.env.cr.savepoint():
            function(*args, **kwargs)

    def test_examples_run(self):
        self.assertFalse(doctest.testmod(targets).failed)

    def test_tag_is_given_from_its_own_side_to_others_only(self):
        for command in (Command.link(self.gone.id), Command.set((self.other | self.gone).ids), (4, self.gone.id)):
            self.assertRefused(self.tag.write, {"partner_ids": [command]})
        self.assertRefused(self.env["res.partner.category"].create, {"name": "B", "partner_ids": self.gone.ids})
        self.tag.partner_ids = self.other
        self.assertEqual(self.tag.partner_ids, self.other)

    def test_superuser_is_refused_as_well(self):
        self.assertRefused(self.tag.sudo().write, {"partner_ids": [Command.link(self.gone.id)]})

    def test_default_of_a_context_is_refused(self):
        tags = self.env["res.partner.category"].with_context(default_partner_ids=self.gone.ids)
        self.assertRefused(tags.create, {"name": "B"})

    def test_every_many2one_of_every_model_refuses_it(self):
        """What cannot be made of itself in a test is asked of the same method that ``create`` and ``write`` ask."""
        people = {"res.partner": self.gone, "school.student": self.student}
        tried = 0
        for name in self.env.registry:
            model = self.env[name]
            for field, kind in model._ways_to_people().items():
                if kind[0] in ("one", "many") and kind[1] in people:
                    person = people[kind[1]]
                    value = person.id if kind[0] == "one" else [Command.link(person.id)]
                    if field in model._may_name_the_gone({field: value}):
                        continue
                    with self.subTest(model=name, field=field), self.assertRaises(UserError):
                        model._refuse_new_relations({field: value}, model._ways_to_people())
                    tried += 1
        self.assertGreater(tried, 30)

    def test_roots_of_people_are_known(self):
        self.assertLessEqual({"res.partner", "res.users", "school.student"}, set(root_models(self.env)))

    def test_login_that_is_left_is_given_nothing(self):
        user = self.make_portal_user(self.make_student("Pia Ravn").partner_id, login="pia.ravn")
        student = self.env["school.student"].search([("partner_id", "=", user.partner_id.id)])
        self.anonymise(student)
        self.assertRefused(
            self.env["ir.filters"].create, {"name": "x", "model_id": "res.partner", "user_ids": user.ids}
        )

    def test_scheduled_message_and_other_pairs_are_refused(self):
        values = {"model": "res.partner", "res_id": self.gone.id, "body": "x", "scheduled_date": "2027-01-01 00:00:00"}
        self.assertRefused(self.env["mail.scheduled.message"].create, {**values, "author_id": self.other.id})
        file = self.env["ir.attachment"].create({"name": "a", "res_model": "res.users", "res_id": self.gone.id})
        self.assertRefused(file.write, {"res_model": "res.partner"})

    def test_delivery_address_of_somebody_elses_invoice_is_refused(self):
        move = self.make_invoice(self.other, post=False)
        if "partner_shipping_id" in move:
            self.assertRefused(move.write, {"partner_shipping_id": self.gone.id})
            move.partner_shipping_id = self.other

    def test_money_comes_from_nobody_who_is_gone(self):
        values = {"payment_type": "inbound", "partner_type": "customer", "partner_id": self.gone.id, "amount": 40}
        self.assertRefused(self.env["account.payment"].create, values)
        self.env["account.payment"].create({**values, "partner_id": self.other.id})

    def test_link_that_was_there_may_be_written_again(self):
        self.env.cr.execute(
            "INSERT INTO res_partner_res_partner_category_rel (category_id, partner_id) VALUES (%s, %s)",
            [self.tag.id, self.gone.id],
        )
        self.env.invalidate_all()
        tag = self.tag.with_context(active_test=False)
        tag.write({"name": "Choirs", "partner_ids": [Command.set((self.gone | self.other).ids)]})
        self.assertEqual(tag.partner_ids, self.gone | self.other)
