"""Who may: every route by every role, through real HTTP, in each protocol that Odoo speaks."""

from pathlib import Path

from odoo.tests import tagged

from .routes import ROUTES
from .routes.page import as_page
from .who_may_case import WhoMayCase
from .who_may_screens import Screens

DOCUMENT = Path(__file__).resolve().parents[2] / "docs/who_may.md"
NOT_ROUTES = {
    "create", "write", "unlink", "copy", "default_get", "init", "message_post", "read", "load", "display_name",
    "message_subscribe", "reverse_moves", "web_read_group", "search_fetch", "web_read", "onchange", "export_data",
    "search_count", "copy_data",
}  # fmt: skip


@tagged("post_install", "-at_install")
class TestWhoMay(Screens, WhoMayCase):
    def test_json_rpc(self):
        self.check("JSON-RPC")

    def test_json_2(self):
        self.check("JSON-2")

    def test_xml_rpc(self):
        self.check("XML-RPC")

    def test_table_stands_in_the_documentation(self):
        self.assertEqual(DOCUMENT.read_text(), as_page(ROUTES), "docs/who_may.md is not what the routes say")

    def test_table_has_every_method_that_can_be_called(self):
        declared = {(route.model, route.method) for route in ROUTES}
        missing = []
        for name, model in self.env.registry.items():
            for method in {
                method
                for cls in model.mro()
                if "school_anonymisation" in cls.__module__ and "tests" not in cls.__module__
                for method, value in vars(cls).items()
                if callable(value) and not method.startswith("_")
            } - NOT_ROUTES:
                if model._abstract and name != "school.anonymisation.settings":
                    continue
                if (name, method) not in declared:
                    missing.append(f"{name}.{method}")
        self.assertFalse(missing, "Methods without a row in the table of who may")
