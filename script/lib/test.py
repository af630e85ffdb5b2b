"""script/test: every test of the repository on fresh databases, in PostgreSQL clusters of its own.

Arguments go to pytest; a path outside the repository names an addon of somebody's own, which is installed besides.
Without arguments the addons' tests and those of several processes run side by side, each at a cluster of its own: the
former mostly wait for PostgreSQL, the latter for servers. The last of the latter follow the addons', that end first.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager

from . import odoo_database, offspring, own_addons, places, sentence
from . import templates as template_databases
from .postgres import Cluster
from .sentence import Stop, say

DATABASE = "test"
BESIDE = "beside"
LAST = "t-z"
"""First letters of the tests of several processes that run after the addons', so that both sides take as long."""


def main(*arguments):
    """Run pytest with ``arguments``; returns its exit code, of two runs the first that is not 0."""
    arguments, own = own_addons.found_in(arguments)
    if not odoo_database.addons():
        raise Stop(f"There is no addon in {places.REPOSITORY} to test.")
    folder = places.made(places.data() / "test")
    refusal = (
        f"Tests are already running in {folder} (process {{pid}}); wait for them, "
        "or set SCHOOL_ANONYMISATION_DATA to another folder."
    )
    with places.lock(folder / "lock", refusal=refusal), _alone_in(folder) as cluster:
        templates = template_databases.ready(cluster)
        if arguments:
            with _pytest(cluster, templates, arguments, own=own) as process:
                return _ended(process)
        return _side_by_side(cluster, templates)


@contextmanager
def _alone_in(folder):
    """The cluster of a folder, without what a killed run has left there, for as long as the context lasts."""
    for place in (folder, folder / BESIDE):
        offspring.end_orphans(odoo_database.configuration(place))
    with Cluster(folder, throwaway=True) as cluster:
        yield cluster


def _side_by_side(cluster, templates):
    with _beside(cluster, templates) as other, tempfile.TemporaryFile() as said:
        addons, several, last = map(_found, ("school_*/tests", f"tests/test_[!{LAST}]*.py", f"tests/test_[{LAST}]*.py"))
        with (
            _pytest(cluster, templates, several, output=said) as processes,
            _pytest(other, templates, addons + last) as within,
        ):
            codes = _ended(within), _ended(processes)
        say("The tests of several processes, which ran at the same time:")
        said.seek(0)
        shutil.copyfileobj(said, sys.stdout.buffer)
        sys.stdout.flush()
        return next(filter(None, codes), 0)


def _found(pattern):
    """What matches in the repository, relative to it, in the order of the alphabet."""
    return sorted(str(path.relative_to(places.REPOSITORY)) for path in places.REPOSITORY.glob(pattern))


@contextmanager
def _beside(cluster, templates):
    """A copy of the cluster, with the files of its templates, for as long as the context lasts."""
    folder = cluster.folder / BESIDE
    other = Cluster(folder, throwaway=True)
    other.copy_from(cluster)
    shutil.rmtree(odoo_database.files(other), ignore_errors=True)
    for name in templates:
        if odoo_database.filestore(cluster, name).is_dir():
            shutil.copytree(odoo_database.filestore(cluster, name), odoo_database.filestore(other, name))
    with other:
        yield other
    shutil.rmtree(folder)


@contextmanager
def _pytest(cluster, templates, arguments, output=None, own=()):
    """Pytest on a fresh database of the cluster, with addons besides; a context, at whose end both are gone."""
    everything, school_alone = templates
    odoo_database.copy(cluster, everything, DATABASE)
    foreign = list(dict.fromkeys(addon.parent for addon in own))
    if own:
        names = [addon.name for addon in own]
        say(f"Installing {', '.join(names)} besides.")
        odoo_database.install(cluster, DATABASE, names, foreign=foreign)
    configuration = odoo_database.write_configuration(cluster, foreign=foreign, db_name=DATABASE, http_enable=True)
    command = [
        *(sys.executable, "-m", "pytest", "-p", "lib.no_skips"),
        *("-c", places.REPOSITORY / "pyproject.toml", f"--rootdir={places.REPOSITORY}"),
        *(f"--odoo-config={configuration}", "--odoo-http"),
        *("-o", f"cache_dir={places.cache() / 'pytest'}"),
        *arguments,
    ]
    environment = {
        **os.environ,
        "SCHOOL_TEST_FOLDER": str(cluster.folder),
        "SCHOOL_TEST_DATA": str(places.data()),
        "SCHOOL_TEST_TEMPLATE": everything,
        "SCHOOL_TEST_SCHOOL_ALONE": school_alone,
    }
    process = subprocess.Popen(
        offspring.ending_with_parent(command),
        cwd=places.REPOSITORY,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        odoo_database.remove(cluster, DATABASE)


def _ended(process):
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            # The terminal has told pytest as well, which ends by itself with its summary.
            continue


if __name__ == "__main__":
    sentence.run(main, *sys.argv[1:])
