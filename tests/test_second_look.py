# By hand over HTTP: the answer does not wait for the look through everything else, which follows by itself.
import time

from lib.traces import places
from small_school import INACTIVE

SECONDS = 180


def test_second_look_follows_the_answer(small_school):
    name = INACTIVE[0]
    student = small_school.student(name)
    (note,) = small_school.officer.call(
        "res.partner", "create", [{"name": "Caretaker", "comment": f"Violin of {name}"}]
    )
    small_school.officer.call("school.student", "action_anonymise", [student])
    (line,) = _wait_for_lines(small_school, student)
    (comment,) = small_school.officer.read("res.partner", [["id", "=", note]], ["comment"])
    assert "Violin of [anonymised]" in comment["comment"]
    assert line["leftovers"] == 0
    assert line["searched_tables"] > 100
    server = small_school.server
    assert not places(server.cluster, server.database, [name])


def _wait_for_lines(small_school, student):
    """The lines of the log about looking again, once there are any."""
    domain = [["student_id", "=", student], ["kind", "=", "verified"]]
    context = {"active_test": False}
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        fields = ["leftovers", "searched_tables"]
        if lines := small_school.officer.read("school.anonymisation.log", domain, fields, context=context):
            return lines
        time.sleep(0.5)
    raise TimeoutError(f"Nobody has looked again within {SECONDS} seconds")
