"""Rule waiting_list: an entry counts while it is waiting or offered."""

from .common import AnonymisationCase


class TestWaitingList(AnonymisationCase):
    def setUp(self):
        super().setUp()
        long_ago = self.periods[0].date_start
        self.entry = self.put_on_waiting_list(self.student, requested_on=long_ago)

    def test_waiting_blocks(self):
        self.assertBlocked("waiting_list")

    def test_offered_blocks(self):
        self.entry.state = "offered"
        self.assertBlocked("waiting_list")

    def test_withdrawn_does_not_block(self):
        self.entry.write({"state": "withdrawn", "closed_on": self.periods[0].date_start})
        self.assertEligible()

    def test_enrolled_does_not_block(self):
        self.entry.write({"state": "enrolled", "closed_on": self.periods[0].date_start})
        self.assertEligible()
