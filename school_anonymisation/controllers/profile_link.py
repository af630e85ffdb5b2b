"""The links of the year's mails: to the profile for those who may anonymise, until the run is over."""

from werkzeug.exceptions import NotFound

from odoo import http
from odoo.http import request


class ProfileLink(http.Controller):
    @http.route("/school_anonymisation/profile/<string:word>", type="http", auth="user", readonly=True)
    def profile(self, word):
        """Lead to the profile on whose link this word stands.

        :raise AccessError: the user may not anonymise, or not see this profile. :raise NotFound: it is over.
        """
        request.env.user._check_can_anonymise()
        # Nobody has access to the words.
        row = request.env["school.anonymisation.candidate"].sudo().search([("link_word", "=", word)], limit=1)
        if not row:
            raise NotFound(
                request.env._(
                    "This link leads nowhere any more: the run is over, or the student has been anonymised. Open the"
                    " list of students to look for somebody."
                )
            )
        student = row.student_id.with_env(request.env)
        student.check_access("read")
        return request.redirect(f"/odoo/{student._name}/{student.id}")
