"""What erasing would leave to a person to look at, said before anybody is erased: reads only."""

from collections import defaultdict

from .file_leftovers import decisions
from .leftovers import find_leftovers
from .sources.patience import ENDLESS
from .treat import case_of
from .treatments import OF_COLUMNS


def foresee_questions(env, plan, sweep, patience=ENDLESS):
    """Return {Question} that executing a Plan would put to a person, as far as it can be said today.

    :param sweep: the Sweep that has looked for the people of the Plan.
    :raise OutOfTimeError: there is no Patience left.
    """
    case = case_of(env, plan)
    found = plan.questions.union(sweep.questions_of_looking(plan.labels))
    for finding in find_leftovers(env, case, sweep.traces):
        found.update(finding.questions)
    for decision in decisions(env, case, sweep.traces):
        patience.check(env)
        found.update({decision.question} - {None})
    gone = _gone(plan)
    return {question for question in found if not _is_gone(question, gone)}


def _gone(plan):
    """Return {(model, field): ids} of what is emptied, or deleted (field id): nobody has to look there."""
    found = defaultdict(set)
    for planned in plan.fields:
        if planned.storage == "record" and planned.row.action in ("delete", "unlink_file"):
            found[planned.row.model, "id"].update(planned.records)
        elif planned.storage == "column" and planned.row.action in OF_COLUMNS:
            found[planned.row.model, planned.row.field].update(planned.records)
    return found


def _is_gone(question, gone):
    return (
        question.record_id in gone[question.model, "id"]
        or question.record_id in gone[question.model, question.field]
        or question.attachment_id in gone["ir.attachment", "id"]
    )
