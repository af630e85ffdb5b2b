"""script/lint [--fix] [CHECK …]: style, directions, words, packages, translations. Fast checks first; all are told."""

import subprocess
import sys

from . import (
    data_files,
    directions,
    odoo_database,
    places,
    plain_words,
    readmes,
    sentence,
    templates,
    translations,
    wheels,
)
from .postgres import Cluster
from .sentence import Stop, say

# Checks of OCA's hooks that contradict the conventions here: readme as fragments, values as text.
OCA_LEFT_OUT = (
    "prefer-readme-rst",
    "xml-header-wrong",
    "xml-field-numeric-without-eval",
    "xml-field-bool-without-eval",
    "xml-tag-position",
)
# pylint-odoo's opinions that this project does not share: a class is re-opened once a concern, and a search of
# everything is of what there are few of (companies, models, addons) or what is all meant (the log).
PYLINT_LEFT_OUT = ("consider-merging-classes-inherited", "no-search-all")


def main(*arguments):
    """Run every check or the named ones, with ``--fix`` repairing first; returns 1 when anything is left, else 0."""
    named = [argument for argument in arguments if argument != "--fix"]
    checks = dict(_checks(odoo_database.all_addons(), repair="--fix" in arguments))
    if unknown := set(named) - set(checks):
        raise Stop(f"script/lint takes --fix and names of checks ({', '.join(checks)}), not {', '.join(unknown)}.")
    failed = [name for name in named or checks if not _passes(name, checks[name])]
    if failed:
        say(f"Lint found something to do in: {', '.join(failed)}.")
        return 1
    say("Lint found nothing to do.")
    return 0


def _checks(addons, repair):
    fix = ["--fix"] if repair else []
    python = [places.REPOSITORY / folder for folder in (*addons, "script", "tests", "bench")]
    python = [folder for folder in python if folder.is_dir()]
    yield "ruff-check", lambda: _tool("ruff", "check", "--quiet", *fix, *python)
    yield "ruff-format", lambda: _tool("ruff", "format", "--quiet", *([] if repair else ["--diff"]), *python)
    yield "data-files", lambda: _listed(data_files.problems())
    yield "directions", lambda: _listed(directions.problems(addons))
    yield "readmes", lambda: _listed(readmes.problems(addons, repair=repair))
    yield "words", lambda: _listed(plain_words.problems(addons))
    yield "types", lambda: _tool("mypy", f"--cache-dir={places.cache() / 'mypy'}")
    yield "oca-hooks", lambda: _tool("oca-checks-odoo-module", "--disable", ",".join(OCA_LEFT_OUT), *addons)
    yield "pylint-odoo", lambda: _tool("pylint", f"--disable={','.join(PYLINT_LEFT_OUT)}", *addons)
    yield "wheels", lambda: _listed(wheels.problems(addons))
    yield "translations", lambda: _translations(odoo_database.addons(), repair)


def _passes(name, check):
    passed = check()
    say(f"{'ok    ' if passed else 'FAILED'} {name}")
    return passed


def _tool(name, *arguments):
    # From the repository's root, where the tools find their settings; Odoo's addons are imported from there as well.
    command = [places.Path(sys.executable).parent / name, *arguments]
    answer = subprocess.run(
        command, cwd=places.REPOSITORY, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
    )
    if answer.returncode:
        say(answer.stdout + answer.stderr)
    return not answer.returncode


def _translations(addons, repair):
    folder = places.made(places.data() / "test")
    waiting = "Tests are running here (process {pid}); waiting for them to end."
    with places.lock(folder / "lock", waiting=waiting), Cluster(folder, throwaway=True) as cluster:
        everything, school_alone = templates.ready(cluster)
        configuration = odoo_database.write_configuration(cluster)
        # With other apps the school's profiles have those apps' fields, too, whose terms are not the school's.
        databases = {addon: school_alone if addon == templates.SCHOOL else everything for addon in addons}
        return _listed(translations.problems(configuration, databases, repair=repair))


def _listed(found):
    for line in found:
        say(line)
    return not found


if __name__ == "__main__":
    sentence.run(main, *sys.argv[1:])
