"""A room that refuses what another does inherits from it: the order in which they are loaded is the one written."""

import re
from pathlib import Path

from odoo.addons.school_anonymisation import models
from odoo.models import MetaModel
from odoo.tests import BaseCase


class TestRooms(BaseCase):
    def test_rooms_inherit_from_each_other_in_the_order_written(self):
        start = f"{models.__name__}."
        rooms = [
            model.__module__.removeprefix(start).split(".")[0]
            for model in MetaModel._module_to_models__["school_anonymisation"]
            if model.__module__.startswith(start)
        ]
        begun = [room for before, room in zip(["", *rooms], rooms, strict=False) if room != before]
        self.assertEqual(begun, list(dict.fromkeys(rooms)), "A room in two parts")
        written = re.findall(r"^from \. import (\w+)$", Path(models.__file__).read_text(), re.MULTILINE)
        self.assertEqual(begun, [room for room in written if room in rooms])
