"""Buttons of a contact or login that is gone say nobody, by its number, whose they are: many bring the name along."""

from functools import wraps
from inspect import isfunction

from odoo import models

PRESSED = ("action_", "button_", "open_", "view_")
"""How the methods of buttons begin, in Odoo and in apps that go by its guidelines."""


class AnonymisedUnseen(models.AbstractModel):
    _inherit = "school.anonymised.unseen"

    def _register_hook(self):
        """Ask, before a button of any installed app does what it does, whether whoever presses it may see these."""
        super()._register_hook()
        # Odoo's own hook of logins calls no other: it is done from here for all of them.
        for model in self.env.registry.descendants([self._name], "_inherit"):
            pressed = self.env.registry[model]
            for name in filter(lambda name: name.startswith(PRESSED), dir(pressed)):
                method = getattr(pressed, name)
                if isfunction(method) and not hasattr(method, "_asks_who_may_see"):
                    setattr(pressed, name, _asking(method))


def _asking(method):
    @wraps(method)
    def press(self, *args, **kwargs):
        self._refuse_to_show_the_gone()
        return method(self, *args, **kwargs)

    press._asks_who_may_see = True
    return press
