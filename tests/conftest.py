# What tests of more than one process share: a PostgreSQL whose clock can be moved, real servers, a real mail server.
import contextlib
import os
import shutil
from datetime import datetime, timezone
from pathlib import Path

import pytest
from interrupted_school import NAME, InterruptedSchool
from lib import odoo_database
from lib.clock import Clock
from lib.mailbox import Mailbox
from lib.postgres import Cluster
from lib.server import Server
from small_school import SmallSchool

# An addon that only one of these tests installs; its own tests run in that database, by Odoo.
collect_ignore = ["addons"]


def pytest_addoption(parser):
    parser.addoption("--repetitions", type=int, default=1, help="How often each interruption of a run is tried")


def pytest_generate_tests(metafunc):
    if "repetition" in metafunc.fixturenames:
        metafunc.parametrize("repetition", range(metafunc.config.getoption("--repetitions")), indirect=True)


@pytest.fixture
def repetition(request):
    """Which time it is that the test runs."""
    return request.param


@pytest.fixture(scope="session")
def template():
    """Name of the database with every addon installed."""
    return os.environ["SCHOOL_TEST_TEMPLATE"]


@pytest.fixture(scope="session")
def cluster():
    """The PostgreSQL that script/test runs, on the machine's clock."""
    return Cluster(os.environ["SCHOOL_TEST_FOLDER"], throwaway=True)


@pytest.fixture(scope="session")
def clock_cluster(cluster, template):
    """A copy of that PostgreSQL, with its databases, under a clock of its own."""
    folder = Path(os.environ["SCHOOL_TEST_FOLDER"]) / "clock"
    # One that killed tests left running takes the socket of the next one along when it sees that its folder is gone.
    Cluster(folder, throwaway=True).stop("immediate")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    folder.chmod(0o755)
    moved = Cluster(folder, throwaway=True, clock_file=Clock(folder / "clock").file)
    moved.copy_from(cluster)
    source = odoo_database.filestore(cluster, template)
    if source.is_dir():
        shutil.copytree(source, odoo_database.filestore(moved, template))
    moved.start()
    yield moved
    moved.stop("immediate")
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def school_template(cluster, template):
    """Name of a database in which the run has begun."""
    name = f"{NAME}_template"
    odoo_database.copy(cluster, template, name)
    with InterruptedSchool(cluster, name) as school:
        school.do("build")
    yield name
    odoo_database.remove(cluster, name)


@pytest.fixture(scope="module")
def loaded_school(cluster, school_template):
    """The school in the middle of its run, with a worker of this file that has loaded Odoo."""
    odoo_database.copy(cluster, school_template, NAME)
    with InterruptedSchool(cluster, NAME) as school:
        yield school
    odoo_database.remove(cluster, NAME)


@pytest.fixture
def school(cluster, school_template, loaded_school):
    """The same as it was when the run had begun."""
    odoo_database.copy(cluster, school_template, NAME)
    yield loaded_school
    loaded_school.leave_nothing_going_on()


@pytest.fixture
def clock(clock_cluster):
    """The clock of ``clock_cluster``, standing on the next 30 September at noon UTC."""
    return start_of_the_year(clock_cluster)


def start_of_the_year(cluster):
    """Set the clock of a cluster to the next 30 September at noon UTC, and return it."""
    clock = Clock(cluster.clock_file)
    clock.release()
    now = clock.now()
    start = datetime(now.year, 9, 30, 12, tzinfo=timezone.utc)
    # Ahead of when the addons were installed: a job never finds its next call in a future it was moved out of.
    clock.move_to(start if start > now else start.replace(year=now.year + 1))
    return clock


@pytest.fixture
def mailbox(tmp_path, clock):
    """A mail server that keeps what it is given."""
    with Mailbox(tmp_path / "mail", clock) as mailbox:
        yield mailbox


@pytest.fixture
def school_server(clock_cluster, template, clock, mailbox):
    """A real server on a fresh database under ``clock``, mailing to ``mailbox``."""
    with _server(clock_cluster, template, clock, mailbox) as server:
        yield server


@pytest.fixture(scope="session")
def small_school_database(clock_cluster, template):
    """Name of a database with the small school as it stands on 30 September."""
    clock = start_of_the_year(clock_cluster)
    with _server(clock_cluster, template, clock, None, keep="small_school") as server:
        SmallSchool(server).build()
    return "small_school"


@pytest.fixture
def small_school(clock_cluster, small_school_database, clock, mailbox):
    """The small school on a server of its own, on 30 September."""
    with _server(clock_cluster, small_school_database, clock, mailbox) as server:
        yield SmallSchool(server)


@contextlib.contextmanager
def _server(cluster, source, clock, mailbox, keep=None):
    database = keep or "year"
    odoo_database.copy(cluster, source, database)
    server = Server(cluster, database, clock=clock, mailbox=mailbox)
    try:
        server.start()
        yield server
        if keep:
            server.stop()
    finally:
        server.kill()
        if not keep:
            odoo_database.remove(cluster, database)
