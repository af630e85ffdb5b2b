"""Bridge to OpenEduCat: installed on its own when both sides are there. An app of it that is missing is not asked."""

from . import models, rules


def post_init_hook(env):
    """Bring in whoever is there already; the school's own menus are hidden, since OpenEduCat has its own."""
    env["op.student"]._openeducat_keep_in_step()
    env["school.student"]._school_show_menus(shown=False)
