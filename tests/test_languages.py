# What the addon's pages tell the browser, in each language: no term that has a translation is told in English.
from english_words import english_in
from lxml import etree

from odoo.addons.school_anonymisation.testing import AnonymisationCase
from odoo.tests import tagged

LANGUAGES = ("da_DK", "nb_NO", "sv_SE", "de_DE", "nl_NL")
READ = ("string", "placeholder", "help", "confirm", "title", "aria-label", "sum")
WORDS = ("char", "text", "html", "selection")


@tagged("post_install", "-at_install")
class TestLanguages(AnonymisationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for language in LANGUAGES:
            cls.env["res.lang"]._activate_lang(language)
        cls.env["ir.module.module"]._load_module_terms(["school_base", "school_anonymisation"], list(LANGUAGES))
        cls.enrol(cls.make_student("Ea Lind"))
        cls.make_student("Ida Holm").with_user(cls.officer).action_anonymise()
        cls.cycle = cls.env["school.anonymisation.cycle"].create(
            {"company_id": cls.company.id, "year": cls.today.year, "announced_periods": 4}
        )
        cls.cycle._announce(cls.today)

    def test_no_page_tells_a_term_in_english_that_has_a_translation(self):
        actions = self.env["ir.actions.act_window"].search([])
        xmlids = actions.get_external_id()
        ours = actions.filtered(lambda action: xmlids[action.id].startswith("school_anonymisation."))
        for language in LANGUAGES:
            env = self.env(user=self.officer, context={"lang": language})
            texts = {text for action in ours for text in self.told(action.with_env(env(su=True)), env)}
            with self.subTest(language=language):
                self.assertEqual(english_in(texts, language[:2]), [])

    def told(self, action, env):
        """Yield each text that the browser is told about a page: views, fields, what a few records say."""
        yield from (action.name, action.help)
        model = env[action.res_model].with_context(active_test=False)
        views = model.get_views([*action.views, (False, "search")])
        for view in views["views"].values():
            for element in etree.fromstring(view["arch"]).iter():
                yield from (element.text, element.tail, *(element.get(name) for name in READ))
        shown = views["models"][action.res_model]["fields"]
        for field in shown.values():
            yield from (field["string"], field.get("help"), *(label for _key, label in field.get("selection", ())))
        if not model._transient:
            names = [name for name in shown if shown[name]["type"] in WORDS and not model._fields[name].translate]
            for record in model.search([], limit=2).read(names):
                yield from (value for value in record.values() if isinstance(value, str))
