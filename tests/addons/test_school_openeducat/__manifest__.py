# The manifest of an addon that only tests install: the bridge to OpenEduCat, on stand-ins of its apps.
{
    "name": "Test: the bridge to OpenEduCat",
    "summary": "Tries the bridge on stand-ins of the same shape, for tests only",
    "version": "19.0.1.0.0",
    "category": "Hidden",
    "license": "LGPL-3",
    "author": "School Anonymisation maintainers",
    "depends": [
        "school_anonymisation_openeducat",
        "openeducat_parent",
        "openeducat_admission",
        "openeducat_library",
        "openeducat_fees",
    ],
}
