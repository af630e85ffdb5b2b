"""The register of personal data as a spreadsheet, for the data protection officer."""

import io

import xlsxwriter

from odoo import http
from odoo.http import content_disposition, request

FIELDS = (
    *("kind_of_record", "field_in_words", "treatment", "retained", "purpose"),
    *("app", "model", "field", "path", "reason", "origin", "records_count"),
)


class RegisterDownload(http.Controller):
    @http.route("/school_anonymisation/register.xlsx", type="http", auth="user", readonly=False)
    def register(self):
        """Return the whole register as an xlsx file.

        :raise AccessError: the user may not anonymise.
        """
        model = request.env["school.anonymisation.register.row"]
        model.action_open()
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
            self._write(book, model.search([]))
        name = request.env._("What is erased and what stays") + ".xlsx"
        return request.make_response(
            stream.getvalue(),
            [
                ("Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
                ("Content-Disposition", content_disposition(name)),
            ],
        )

    def _write(self, book, rows):
        sheet = book.add_worksheet()
        described = rows.fields_get(FIELDS, ["string", "selection"])
        words = {name: dict(item.get("selection", ())) for name, item in described.items()}
        sheet.write_row(0, 0, [described[name]["string"] for name in FIELDS], book.add_format({"bold": True}))
        for line, row in enumerate(rows, start=1):
            sheet.write_row(line, 0, [words[name].get(row[name], row[name] or "") for name in FIELDS])
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(rows), len(FIELDS) - 1)
        sheet.autofit()
