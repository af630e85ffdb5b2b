# A stand-in of the same shape as the app of this name, for tests of the bridge: its models and fields, and no more.
{
    "name": "Test: stand-in for openeducat_library",
    "summary": "Written from the public documentation, for tests only",
    "version": "19.0.1.0.0",
    "category": "Hidden",
    "license": "LGPL-3",
    "author": "School Anonymisation maintainers",
    "depends": ["openeducat_core"],
    "data": ["security/ir.model.access.csv"],
}
