# The demo school: people, their lives, and how they get into a database.
