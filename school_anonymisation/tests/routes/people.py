"""Ways into what only a person can tell: places to look at, and second contacts."""

from ...erasure.questions import UNSURE, Question
from .route import NOBODY, OFFICER, Route, candidate, reads, student

LOOK = "school.anonymisation.look"
SECOND = "school.anonymisation.second.contact"


def make_look(case):
    """Return a place on the list: a file of somebody's."""
    contact = case.make_contact("Lone Look")
    file = case.env["ir.attachment"].create(
        {"name": "a.pdf", "raw": b"%PDF", "res_model": "res.partner", "res_id": contact.id}
    )
    case.env[LOOK]._ask(case.company, [Question(UNSURE, "res.partner", contact.id, attachment_id=file.id)])
    return case.env[LOOK].search([("attachment_number", "=", file.id)])


def make_second_contact(case):
    """Return the row of a contact that looks like a student."""
    contact = case.make_contact("Sofie Second")
    contact.email = f"second{contact.id}@example.com"
    return case.env[SECOND]._propose(case.make_student(contact.name, email=contact.email))


def look(case):
    return make_look(case).ids


def second(case):
    return make_second_contact(case).ids


def contact(case):
    case.second = make_second_contact(case)
    return case.second.partner_id.ids


def of_student(case):
    return {"context": {"second_contact_of": case.second.student_id.id}}


ROUTES = [
    *reads("Look yourself", LOOK, ["reason", "place"]),
    Route("Look yourself: open the record", LOOK, "action_open", OFFICER, ids=look),
    Route("Look yourself: open the file", LOOK, "action_open_file", OFFICER, ids=look),
    Route("Look yourself: tick", LOOK, "action_done", OFFICER, ids=look),
    Route("Look yourself: take the tick back", LOOK, "action_undo", OFFICER, ids=look),
    Route("Look yourself: change", LOOK, "write", NOBODY, lambda _case: {"vals": {"done": True}}, ids=look),
    Route("Look yourself: delete", LOOK, "unlink", NOBODY, ids=look),
    *reads("Second contacts", SECOND, ["state"]),
    Route("Second contact: same person", SECOND, "action_same", OFFICER, ids=second),
    Route("Second contact: somebody else", SECOND, "action_other", OFFICER, ids=second),
    Route("Second contact: take back", SECOND, "action_take_back", OFFICER, ids=second),
    Route("Second contact: change", SECOND, "write", NOBODY, lambda _case: {"vals": {"state": "same"}}, ids=second),
    Route(
        "Student: read second contacts",
        "school.student",
        "read",
        OFFICER,
        lambda _case: {"fields": ["second_contact_ids", "decided_contact_ids"]},
        ids=student,
    ),
    Route("Contact: is the student", "res.partner", "action_second_contact_same", OFFICER, of_student, ids=contact),
    Route("Contact: is another", "res.partner", "action_second_contact_other", OFFICER, of_student, ids=contact),
    Route(
        "Cycle: second contacts",
        "school.anonymisation.cycle",
        "action_second_contacts",
        OFFICER,
        ids=lambda case: case.fresh_candidate().cycle_id.ids,
    ),
    Route(
        "Candidate: second contacts",
        "school.anonymisation.candidate",
        "action_second_contacts",
        OFFICER,
        ids=candidate,
    ),
]
