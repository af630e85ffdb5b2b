"""No relation leads in any more, from either side, in whichever model; what was there stays, and others are linked."""

import doctest
import json

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

    def test_properties_name_nobody_gone_however_they_are_written(self):
        definition = self.properties([{"type": "many2one", "name": "one"}, {"type": "many2many", "name": "many"}])
        contact = self.make_contact("Ib Ravn")
        for one, many in ((self.gone.id, [self.other.id]), (self.other.id, [self.other.id, self.gone.id])):
            values = {"one": one, "many": many}
            listed = [{**each, "value": values[each["name"]]} for each in definition.properties_definition]
            nameless = [{"name": name, "type": "char", "value": value} for name, value in values.items()]
            self.assertRefused(contact.write, {"properties": json.dumps(values)})
            for form in (values, listed, nameless):
                self.assertRefused(contact.write, {"properties": form})
                self.assertRefused(self.env["res.partner"].create, {"name": "Per", "properties": form})
        contact.properties = {"one": self.other.id, "many": self.other.ids}
        self.assertEqual(dict(contact.properties)["one"], self.other)

    def test_properties_that_named_somebody_before_may_be_saved_again(self):
        self.properties([{"type": "many2one", "name": "one"}, {"type": "char", "name": "word"}])
        contact = self.make_contact("Ib Ravn")
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE res_partner SET properties = %s WHERE id = %s", [json.dumps({"one": self.gone.id}), contact.id]
        )
        self.env.invalidate_all()
        contact.properties = {"one": self.gone.id, "word": "alto"}
        self.assertEqual(contact.properties["word"], "alto")

    def test_properties_propose_nobody_gone(self):
        one = {"type": "many2one", "name": "one", "default": self.gone.id}
        self.assertRefused(self.properties, [one])
        contacts = self.env["res.partner"].with_context(**{"default_properties.one": self.gone.id})
        self.properties([{**one, "default": self.other.id}])
        self.assertRefused(contacts.create, {"name": "Per"})

    def properties(self, items):
        """Give all contacts these properties, which name contacts; return the definition."""
        definitions = self.env["properties.base.definition"]
        definition = definitions._get_definition_for_property_field("res.partner", "properties")
        definition.properties_definition = [
            {"string": item["name"], **item, **({"comodel": "res.partner"} if "many" in item["type"] else {})}
            for item in items
        ]
        return definition

    def test_default_that_named_somebody_goes_with_them(self):
        defaults, field = self.env["ir.default"], ("res.partner", "parent_id")
        bo = self.make_student("Bo Ravn")
        defaults.set(*field, bo.partner_id.id)
        self.anonymise(bo)
        self.assertFalse(defaults._get(*field))
        self.assertRefused(defaults.set, *field, self.gone.id)
        defaults.set(*field, self.other.id)
        self.assertEqual(self.make_contact("Per").parent_id, self.other)

    def test_form_says_it_before_it_is_saved(self):
        contact = self.make_contact("Ib Ravn")
        shown = {"parent_id": {"fields": {"display_name": {}}}}
        self.assertRefused(contact.onchange, {"parent_id": self.gone.id}, ["parent_id"], shown)
        contact.onchange({"parent_id": self.other.id}, ["parent_id"], shown)

    def test_dialog_is_given_nobody_gone(self):
        """What a dialog names, it tells the name of."""
        letters = self.env["mail.compose.message"]
        values = {"body": "x", "model": "res.partner", "res_ids": str(self.other.ids)}
        shown = {"partner_ids": {"fields": {"display_name": {}}}}
        chosen = {"partner_ids": [Command.link(self.gone.id)]}
        self.assertRefused(letters.create, {**values, **chosen})
        self.assertRefused(letters.onchange, {**values, **chosen}, ["partner_ids"], shown)
        letter = letters.create({**values, "partner_ids": [Command.link(self.other.id)]})
        self.assertRefused(letter.write, chosen)
        self.assertEqual(letter.partner_ids, self.other)

    def test_alias_and_letters_by_number_are_refused(self):
        model = self.env["ir.model"]._get("res.partner")
        alias = self.env["mail.alias"].create({"alias_name": "choir", "alias_model_id": model.id})
        self.assertRefused(alias.write, {"alias_force_thread_id": self.gone.id})
        self.assertRefused(alias.write, {"alias_parent_model_id": model.id, "alias_parent_thread_id": self.gone.id})
        alias.alias_force_thread_id = self.other.id
        action = {"name": "x", "res_model": "res.partner", "res_id": self.gone.id}
        self.assertRefused(self.env["ir.actions.act_window"].create, action)

    def test_program_of_an_administrator_is_refused_too(self):
        values = {
            "name": "x",
            "state": "object_write",
            "model_id": self.env["ir.model"]._get_id("res.partner"),
            "update_path": "parent_id",
            "resource_ref": f"res.partner,{self.other.id}",
        }
        action = self.env["ir.actions.server"].create(values)
        self.assertRefused(action.write, {"resource_ref": f"res.partner,{self.gone.id}"})
        code = f"env['res.partner'].browse({self.make_contact('Ib').id}).write({{'parent_id': {self.gone.id}}})"
        action = self.env["ir.actions.server"].create(
            {"name": "y", "state": "code", "code": code, "model_id": values["model_id"]}
        )
        self.assertRefused(action.run)
