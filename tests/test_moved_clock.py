# The clock that the other tests move: server, database and mail server agree on it, and jobs run when it passes them.
from datetime import timedelta


def test_database_and_server_show_the_moved_time(school_server, clock_cluster, clock):
    clock.move_by(days=40)
    (in_database,) = clock_cluster.query("SELECT now()")[0]
    admin = school_server.login("admin", "admin")
    partner = admin.call("res.partner", "create", [{"name": "Just now"}])[0]
    (created,) = clock_cluster.query(
        "SELECT create_date AT TIME ZONE 'UTC' FROM res_partner WHERE id = %s", partner, database=school_server.database
    )[0]
    assert abs(in_database - clock.now()) < timedelta(seconds=10)
    assert abs(created - clock.now()) < timedelta(seconds=30)


def test_job_runs_when_the_clock_passes_it(school_server, clock):
    admin = school_server.login("admin", "admin")
    model = admin.read("ir.model", [["model", "=", "res.partner"]], ["id"])[0]["id"]
    due = clock.now() + timedelta(days=3)
    admin.call(
        "ir.cron",
        "create",
        {
            "name": "A job in three days",
            "model_id": model,
            "state": "code",
            "code": "env['res.partner'].create({'name': 'Made by the job'})",
            "interval_number": 1,
            "interval_type": "months",
            "nextcall": due.strftime("%Y-%m-%d %H:%M:%S"),
        },
    )
    clock.move_by(days=2)
    school_server.settle()
    assert not admin.read("res.partner", [["name", "=", "Made by the job"]], ["id"])
    clock.move_by(days=2)
    school_server.settle()
    made = school_server.login("admin", "admin").read(
        "res.partner", [["name", "=", "Made by the job"]], ["create_date"]
    )
    assert len(made) == 1
    assert made[0]["create_date"] >= due.strftime("%Y-%m-%d %H:%M:%S")


def test_mail_arrives_at_the_mail_server(school_server, mailbox, clock):
    admin = school_server.login("admin", "admin")
    mail = admin.call(
        "mail.mail", "create", {"subject": "Hello", "body_html": "<p>Here</p>", "email_to": "somebody@example.com"}
    )
    admin.call("mail.mail", "send", [mail])
    (received,) = mailbox.mails("Hello")
    assert received.recipients == ("somebody@example.com",)
    assert "Here" in received.text
    assert abs(received.received - clock.now()) < timedelta(seconds=30)
