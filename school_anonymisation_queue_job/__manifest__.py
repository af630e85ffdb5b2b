# The bridge's manifest.
{
    "name": "School Anonymisation: Job Queue",
    "summary": "The yearly run goes through OCA's job queue, spread over as many workers and nodes as there are",
    "version": "19.0.1.1.0",
    "category": "Services/School",
    "license": "LGPL-3",
    "author": "School Anonymisation maintainers",
    "depends": ["school_anonymisation", "queue_job"],
    "data": ["data/queue_job.xml"],
    "auto_install": True,
}
