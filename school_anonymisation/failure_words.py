"""What stopped an erasure, in a secretary's words."""

from odoo.modules.module import Manifest

from .failure import ADDON, DISK_BROKEN, DISK_FULL, KILLED, OUT_OF_MEMORY, SHUTTING_DOWN

OWN = ("Odoo S.A.", "School Anonymisation maintainers")


def is_own(addon):
    """Whether an addon is Odoo's, or one of this repository, and not somebody else's."""
    manifest = Manifest.for_addon(addon, display_warning=False)
    return manifest is None or manifest["author"] in OWN


def failure_sentence(env, code):
    """Return what a `failure` code says, in one or two sentences in the user's language."""
    if code.startswith(f"{ADDON}:"):
        _word, addon, what, file, line = code.split(":", 4)
        return env._(
            "The app %(addon)s has an error, so the profile could not be anonymised, and nothing has been changed."
            " Tell whoever looks after it: %(what)s in %(file)s, line %(line)s.",
            addon=addon,
            what=what,
            file=file,
            line=line,
        )
    known = {
        "locked": env._(
            "Somebody else is working on this profile just now. Nothing has been changed; try again in a minute."
        ),
        KILLED: env._(
            "The server ended the work at this profile several times before it was done. Nothing has been changed; tell"
            " whoever looks after the server."
        ),
        DISK_FULL: env._(
            "The server's disk is full. Nothing has been changed; whoever looks after the server has to make room."
        ),
        OUT_OF_MEMORY: env._(
            "The database ran out of memory. Nothing has been changed; tell whoever looks after the server."
        ),
        SHUTTING_DOWN: env._("The database is being shut down. Nothing has been changed; try again when it is back."),
        DISK_BROKEN: env._(
            "The server's disk could not be read or written. Nothing has been changed; whoever looks after the server"
            " has to look at it."
        ),
    }
    return known.get(code) or env._(
        "The profile could not be anonymised, and nothing has been changed. Technical cause: %s", code
    )
