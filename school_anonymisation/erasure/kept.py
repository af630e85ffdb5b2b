"""What follows from the models and the register alone: worked out once, for as long as both stay as they are."""

# {name of a database: (what Odoo makes anew whenever it sets its models up, {key: (Rows, what was worked out)})}
_KEPT = {}


def once_for_the_models(env, key, rows, make):
    """Return what ``make`` returns, or has returned for the same models, the same key and the same Rows."""
    models = env.registry.field_inverses
    state, found = _KEPT.get(env.cr.dbname, (None, {}))
    if state is not models:
        found = {}
        _KEPT[env.cr.dbname] = models, found
    known, made = found.get(key, (None, None))
    if known is None or not _are_the_same(known, rows):
        made = make()
        found[key] = list(rows), made
    return made


def _are_the_same(known, rows):
    """Whether these are the very same Rows: files that have not changed are not read again."""
    return len(known) == len(rows) and all(one is other for one, other in zip(known, rows, strict=True))
