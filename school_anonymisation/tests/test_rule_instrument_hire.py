"""Rule instrument_hire: a hire counts until the instrument is back."""

from datetime import timedelta

from .common import AnonymisationCase


class TestInstrumentHire(AnonymisationCase):
    def setUp(self):
        super().setUp()
        self.long_ago = self.periods[0].date_start
        self.current = self.hire(self.student, hired_on=self.long_ago)

    def test_not_returned_blocks(self):
        self.assertBlocked("instrument_hire")

    def test_returned_today_does_not_block(self):
        self.current.returned_on = self.today
        self.assertNotIn("instrument_hire", self.codes())

    def test_returned_long_ago_does_not_block(self):
        self.current.returned_on = self.long_ago
        self.assertEligible()

    def test_to_be_returned_tomorrow_blocks(self):
        self.env.cr.execute(
            "UPDATE school_instrument_hire SET returned_on = %s WHERE id = %s",
            (self.today + timedelta(days=1), self.current.id),
        )
        self.assertIn("instrument_hire", self.codes())
