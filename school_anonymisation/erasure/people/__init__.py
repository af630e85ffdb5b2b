"""Who is meant: what people are known by, who else is, whose a record is, and what is done about a sign in it."""
