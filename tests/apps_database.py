# A database with the apps of Odoo Community that a school may use: installed once per Odoo and list, then copied.
import hashlib
import os
from pathlib import Path

from lib import odoo_database
from lib.places import room
from lib.sentence import say

# The first lines are what the register promises to cover; the bridges between them come along by themselves.
APPS = [
    *("account", "contacts", "crm", "event", "website_event", "survey", "website_slides", "calendar", "project"),
    *("mass_mailing", "sms", "im_livechat", "maintenance", "sale_management", "website_sale", "point_of_sale"),
    *("loyalty", "hr", "auth_totp", "snailmail", "privacy_lookup", "data_recycle"),
    *(
        "website_forum",
        "website_blog",
        "hr_recruitment",
        "mail_group",
        "marketing_card",
        "lunch",
        "repair",
        "website_event_track",
    ),
]
DATABASE = "apps"


def template(cluster):
    """Name of a database with APPS and nothing of this repository; made when it is not there."""
    name = odoo_database.APPS_PREFIX + _key()
    if name in cluster.databases():
        return name
    for old in cluster.databases():
        if old.startswith(odoo_database.APPS_PREFIX):
            odoo_database.remove(cluster, old)
    room(cluster.folder, 2500)
    say(f"Installing {len(APPS)} apps and what comes with them into a new database.")
    building = f"building_{name}"
    cluster.create(building)
    try:
        odoo_database.install(cluster, building, APPS)
        odoo_database.rename(cluster, building, name)
    except BaseException:
        odoo_database.remove(cluster, building)
        raise
    return name


def make(cluster):
    """Make the database DATABASE: a copy of the template with the addons of this repository."""
    odoo_database.copy(cluster, template(cluster), DATABASE)
    odoo_database.install(cluster, DATABASE, odoo_database.addons())


def _key():
    release = Path(os.environ["ODOO_PATH"]) / "odoo/release.py"
    return hashlib.sha256(f"{release} {release.stat().st_mtime_ns} {APPS}".encode()).hexdigest()[:16]
