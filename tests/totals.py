# The figures of every report: counts and sums of each report's own rows, and of what the reports count.
FIGURES = ("integer", "float", "monetary")
# Kept apart from the reports: what is counted without a report of its own.
COUNTED = {
    "account.move": ["move_type", "state", "payment_state"],
    "account.payment": ["state"],
    "crm.lead": ["type", "won_status"],
    "event.registration": ["event_id", "state"],
    "event.registration.answer": ["question_id"],
    "gamification.badge.user": ["badge_id"],
    "loyalty.card": ["program_id"],
    "lunch.order": ["product_id"],
    "mailing.trace": ["mass_mailing_id", "trace_status"],
    "pos.order": ["state"],
    "project.task": ["project_id"],
    "rating.rating": ["res_model"],
    "sale.order": ["state"],
    "school.enrolment": ["course_id", "period_id", "state"],
    "slide.channel.partner": ["channel_id", "member_status"],
    "slide.slide.partner": ["slide_id", "completed"],
    "survey.user_input": ["survey_id", "state", "scoring_success"],
    "survey.user_input.line": ["question_id", "answer_type", "suggested_answer_id"],
    "forum.post": ["forum_id", "state"],
    "calendar.attendee": ["state"],
    "discuss.channel": ["channel_type"],
}


def of(env):
    """Return {report: [(group, count, sums)]}, archived records included."""
    env = env(context=dict(env.context, active_test=False, lang="en_US"), su=True)
    found = {}
    for name, model in env.registry.items():
        if "report" in name and not model._abstract and not model._transient and not model._auto:
            found[name] = _figures(env, name, [])
    for name, groups in COUNTED.items():
        found[f"{name} by {', '.join(groups)}"] = _figures(env, name, groups)
    return found


def _figures(env, name, groups):
    fields = env[name]._fields
    sums = [
        f"{item.name}:sum"
        for item in fields.values()
        if item.type in FIGURES and item.store and item.column_type and item.name not in ("id", "res_id", "color")
    ]
    rows = env[name]._read_group([], groups, ["__count", *sums])
    return sorted(
        str([value.id if hasattr(value, "_name") else value for value in row[: len(groups)]])
        + str([round(value, 4) if isinstance(value, float) else value for value in row[len(groups) :]])
        for row in rows
    )
