"""What is done once a transaction is committed, and forgotten with the part of it that is rolled back."""

import logging
from contextlib import contextmanager
from functools import partial

_logger = logging.getLogger(__name__)
_WAITING = "school_anonymisation.afterwards"


def do_after_commit(env, action):
    """Call ``action`` once the transaction of ``env`` is committed, unless the savepoint it belongs to is undone.

    What it raises stops nothing: what is committed is done.
    """
    callbacks = env.cr.postcommit
    if _WAITING not in callbacks.data:
        callbacks.data[_WAITING] = []
        callbacks.add(lambda: _do_all(callbacks.data[_WAITING]))
    # A function, whatever the action is: tests copy what waits.
    callbacks.data[_WAITING].append(lambda: action())  # noqa: PLW0108


@contextmanager
def forgotten_if_undone(env):
    """Forget what was to be done after the commit by whatever raises within this context, as a savepoint does."""
    kept = len(env.cr.postcommit.data.get(_WAITING, ()))
    try:
        yield
    except BaseException:
        del env.cr.postcommit.data.get(_WAITING, [])[kept:]
        raise


def forget_caches(env, everything=False):
    """Drop what Odoo has cached of records, now and, in all workers, once the transaction is committed."""
    if everything:
        env.registry.clear_all_caches()
    else:
        env.registry.clear_cache()
    do_after_commit(env, partial(_tell_workers, env.registry))


def _tell_workers(registry):
    # Another request of this worker may have cached the old values while they were the committed ones.
    if names := tuple(registry.cache_invalidated):
        registry.clear_cache(*names)
    registry.signal_changes()


def _do_all(actions):
    for action in actions:
        try:
            action()
        except Exception as error:  # noqa: BLE001 pylint: disable=broad-except
            # Without the message: it may name a file or a session of somebody's.
            _logger.error("Something to be done after a commit failed: %s", type(error).__name__)
