# A run of several batches looks through the database once; each goes on with what came since, whatever is killed when.
import json
import time

from lib.traces import places

STUDENTS = 200
SIZE = 50
TRACES = ["@interrupted.example", "Interrupted Person"]


def found(school):
    """How many batches have something kept that a look has found."""
    ((count,),) = school.ask("SELECT count(*) FROM erasure_found")
    return count


def test_database_is_read_once_however_many_batches_there_are(school):
    first, *later = json.loads(school.do("run_in_batches", SIZE, True))
    # Each batch looks again, and all but the first take in what was written since the look.
    assert len(later) == 2 * STUDENTS // SIZE - 1
    assert max(later) < first / 4
    assert school.check() == STUDENTS
    ((note,),) = school.ask("SELECT comment FROM res_partner WHERE name = 'Caretaker'")
    assert "anonymised" in note
    assert not places(school.cluster, school.name, TRACES)
    assert not found(school)


def test_killed_between_two_batches(school):
    worker = school.start("run_in_batches", SIZE, False)
    while worker.is_going_on() and not school.ask("SELECT 1 FROM school_student WHERE anonymised LIMIT 1"):
        time.sleep(0.05)
    worker.kill()
    assert found(school)
    school.check()
    school.finish()
    school.do("next_day")
    assert not places(school.cluster, school.name, TRACES)
    assert not found(school)
