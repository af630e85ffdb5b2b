"""The whole list as a spreadsheet, for mails that are too short for it."""

import base64
import io

import xlsxwriter


def list_as_xlsx(rows, mail):
    """Return the candidates `rows` as a base64 encoded xlsx file, with headings in the language of `mail`.

    Every cell is written as text: a name that begins with "=" is a name.
    """
    env = mail.env
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(env._("Students"))
        bold = book.add_format({"bold": True})
        headings = (
            env._("Student number"),
            env._("Name"),
            env._("Last active period"),
            env._("Periods without activity"),
            env._("New"),
            env._("Not yet, because"),
        )
        for column, heading in enumerate((*headings, env._("Profile"))):
            sheet.write_string(0, column, heading, bold)
        sheet.set_column(0, 4, 24)
        sheet.set_column(5, 6, 60)
        sheet.freeze_panes(1, 0)
        for line, row in enumerate(rows, start=1):
            sheet.write_string(line, 0, row.student_number or "")
            sheet.write_string(line, 1, row.student_id.name or "")
            sheet.write_string(line, 2, row.last_period or "")
            sheet.write_number(line, 3, row.inactive_periods)
            sheet.write_string(line, 4, "" if row.in_last_mail else env._("New"))
            sheet.write_string(line, 5, row.foreseen or "")
            sheet.write_string(line, 6, mail._profile_link(row))
    return base64.b64encode(stream.getvalue())
