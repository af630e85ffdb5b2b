"""What may be decided about a second contact; a model of its own room imports it before the models are there."""

UNDECIDED, SAME, OTHER = "undecided", "same", "other"
