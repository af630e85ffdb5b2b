"""What an addon declares is checked when it is installed or upgraded, and told of in the log whenever Odoo starts."""

import logging

from odoo import models

from ..erasure.register.check import check_addon, register_problems
from ..rules.check import RuleError, rule_problems

_logger = logging.getLogger(__name__)


class IrModuleModule(models.Model):
    _inherit = "ir.module.module"

    def _check(self):
        """Refuse an addon whose `personal_data/` folder, rules or overrides cannot be obeyed, by file and line.

        :raise RegisterError, RuleError: nothing of the addon is installed then.
        """
        super()._check()
        for module in self:
            check_addon(self.env, module.name)
            for _addon, problem in rule_problems(self.env, module.name):
                raise RuleError(problem)

    def _register_hook(self):
        """Name what cannot be obeyed; a run leaves it out, so that nobody has to wait for somebody's typing error."""
        super()._register_hook()
        for problem in register_problems(self.env):
            _logger.error("The register of personal data cannot be obeyed: %s", problem)
        # Rules are asked when the server starts. A registry that is set up anew has a connection of its own, which may
        # have to wait, for ever, for a table that is being changed by whoever sets it up.
        if self.pool.ready:
            return
        for addon, problem in rule_problems(self.env):
            _logger.error("The addon %s cannot work with anonymisation: %s", addon, problem)
