# The manifest of an addon that is only loaded by a server of the tests: sessions that no folder has.
{
    "name": "Test: sessions elsewhere",
    "summary": "Keeps sessions in one database file, as others keep them in Redis, for tests only",
    "version": "19.0.1.0.0",
    "category": "Hidden",
    "license": "LGPL-3",
    "author": "School Anonymisation maintainers",
    "depends": ["base"],
}
