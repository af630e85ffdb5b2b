"""Second looks that did not end, as long as this process lives: nothing else knows what there is to look for."""

from collections import defaultdict

_KEPT = defaultdict(list)


def keep(dbname, sweep):
    """Remember that the second look of a Sweep did not end."""
    _KEPT[dbname].append(sweep)


def take(dbname):
    """Return the Sweeps of a database whose second look did not end in this process, and forget them."""
    return _KEPT.pop(dbname, [])
