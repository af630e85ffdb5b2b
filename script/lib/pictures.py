"""script/pictures: takes the pictures of README and of the app store's pages from the demo school, in two languages.

``script/pictures --all FOLDER``: every window of the addon, in each language, on a desk and on a telephone.
"""

import argparse
import json
import sys
from datetime import datetime, timezone
from pathlib import Path

from . import demo, odoo_database, places, sentence
from .browser import Browser
from .demo_year import Year
from .mailbox import Mailbox
from .places import REPOSITORY
from .postgres import Cluster
from .sentence import say
from .server import Server

SHOWN = REPOSITORY / "school_anonymisation/static/description"
# Folder of each language's pictures, and its code in Odoo.
LANGUAGES = {"": "en_US", "da": "da_DK"}
EVERY_LANGUAGE = ("en_US", "da_DK", "nb_NO", "sv_SE", "de_DE", "nl_NL")
SIZES = ((1280, 800), (390, 844))
LOADED = (
    "document.querySelector('.o_content, .o_dialog')"
    " && !document.querySelector('.o_blockUI, .o_loading_indicator, .o_content [aria-busy=true]')"
)
STILL = "new Promise((done) => setTimeout(() => done(true), 700))"


class Studio(demo.Demo):
    """A demo school of its own, as it stands on 8 October, and a browser in it."""

    def is_there(self):
        """Whether the school has been taken to 8 October."""
        return self.played.exists()

    def shoot(self, year, everything=None):
        """Make the school if it is not there yet, bring it up to date, and take the pictures.

        :param everything: folder for pictures of every window, in each language; without it, README's are taken.
        """
        if not self.is_there():
            self._play(year)
        self.clock.move_to(datetime(year, 10, 8, 9, tzinfo=timezone.utc))
        known = json.loads(self.played.read_text())
        with Cluster(self.folder, clock_file=self.clock.file) as cluster:
            if known["sources"] != odoo_database.sources_key():
                say("The addons have changed since; upgrading the school.")
                odoo_database.upgrade(cluster, demo.DATABASE, demo.ADDONS)
                self.played.write_text(json.dumps({**known, "sources": odoo_database.sources_key()}))
            codes = list(EVERY_LANGUAGE if everything else LANGUAGES.values())
            odoo_database.execute(cluster, demo.DATABASE, _languages(codes))
            with Server(cluster, demo.DATABASE, clock=self.clock, crons=0) as server, Browser() as browser:
                _log_in(browser, server)
                if everything:
                    self._every_window(browser, server, known["people"], everything)
                    return
                for folder, language in LANGUAGES.items():
                    self._in_language(browser, server, language, _scenes(known["people"]), SHOWN / folder)

    def _play(self, year):
        self.clock.move_to(datetime(year, 9, 30, 16, tzinfo=timezone.utc))
        with Cluster(self.folder, clock_file=self.clock.file) as cluster:
            say("Making the demo school for the pictures; this takes a few minutes.")
            self._install(cluster)
            with (
                Mailbox(self.mails, self.clock) as mailbox,
                Server(cluster, demo.DATABASE, clock=self.clock, mailbox=mailbox) as server,
            ):
                story = Year(server, self.clock, mailbox, year)
                people = story.to_the_second_week()
                story.secretary.call("school.student", "action_anonymise", [people["anonymised"]])
                server.settle()
        self.played.write_text(json.dumps({"sources": odoo_database.sources_key(), "people": people}))

    def _every_window(self, browser, server, people, folder):
        administrator = server.login("admin", "admin")
        windows = administrator.read(
            "ir.model.data",
            [["module", "=", "school_anonymisation"], ["model", "=", "ir.actions.act_window"]],
            ["complete_name"],
        )
        content = ".o_content, .o_dialog"
        scenes = {row["complete_name"]: (f"action-{row['complete_name']}", [], content) for row in windows}
        for language in EVERY_LANGUAGE:
            for width, height in SIZES:
                browser.resize(width, height)
                wide = _scenes(people) if width == SIZES[0][0] else {}
                self._in_language(browser, server, language, scenes | wide, folder / language / str(width))

    def _in_language(self, browser, server, language, scenes, folder):
        secretary = server.login("secretary", "secretary")
        secretary.call("res.users", "write", [secretary.uid], {"lang": language})
        folder.mkdir(parents=True, exist_ok=True)
        for name, (path, click, ready) in scenes.items():
            browser.go(f"{server.address}/odoo/{path}")
            browser.wait(LOADED)
            for selector in click:
                browser.wait(f"document.querySelector({selector!r})")
                browser.run(f"document.querySelector({selector!r}).click()")
            browser.wait(f"document.querySelector({ready!r})")
            browser.run(STILL)
            (folder / f"{name}.png").write_bytes(browser.picture())
            say(f"  {folder / name}.png")


def _scenes(people):
    """``{name of a picture: (address, what is clicked there in turn, what is then there)}``."""
    tab = ".o_notebook_headers [name=anonymisation]"
    return {
        "settings": ("action-school_anonymisation.action_school_anonymisation_settings", [], ".o_form_view"),
        "overview": ("action-school_anonymisation.action_anonymisation_overview", [], ".o_form_view"),
        "prevented": (f"school.student/{people['prevented']}", [tab], "[name=anonymisation_prevented_reason]"),
        "refused": (f"school.student/{people['refused']}", [tab], "[name=anonymisation_explanation]"),
        "anonymise": (
            f"school.student/{people['candidate']}",
            [".o_cp_action_menus button", ".o-dropdown--menu .o_menu_item:last-child"],
            ".o_dialog",
        ),
        "history": (
            f"action-school_anonymisation.action_anonymised_students/{people['anonymised']}",
            [],
            "[name=anonymisation_label]",
        ),
    }


def _log_in(browser, server):
    browser.go(f"{server.address}/web/login")
    browser.wait("document.querySelector('input[name=password]')")
    browser.run(
        "for (const name of ['login', 'password']) document.querySelector(`input[name=${name}]`).value = 'secretary';"
        "document.querySelector('form.oe_login_form').submit()"
    )
    browser.wait("document.querySelector('.o_web_client')")


def _languages(codes):
    return (
        f"codes = {codes!r}\n"
        "for code in codes:\n"
        "    env['res.lang']._activate_lang(code)\n"
        "env['ir.module.module'].search([('state', '=', 'installed')])._update_translations(codes)\n"
        "env.cr.commit()\n"
    )


def main(*arguments):
    """Take README's pictures, or those of every window."""
    parser = argparse.ArgumentParser(prog="script/pictures", description=__doc__, allow_abbrev=False)
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="of every window, in each language")
    options = parser.parse_args(arguments)
    folder = places.made(places.data() / "pictures")
    refusal = f"Pictures are already being taken in {folder} (process {{pid}})."
    with places.lock(folder / "lock", refusal=refusal):
        Studio(folder, None).shoot(demo.latest_year(datetime.now(timezone.utc)), options.all)


if __name__ == "__main__":
    sentence.run(main, *sys.argv[1:])
