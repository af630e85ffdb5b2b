"""The chain: each line of the log carries a hash over itself and the line before. Pure."""

import hashlib
import json

GENESIS = "0" * 64
"""What stands before the first line."""

TEXTS = ("kind", "label", "profile_uid", "month", "origin", "rules")
NUMBERS = (
    *("number", "done_by", "cycle_year", "periods_required", "total", "leftovers", "officer_number"),
    *("searched_tables", "searched_columns", "searched_megabytes", "searched_files"),
)
ADDED = ("to_look_at", "undescribed", "unread_sources")
"""Numbers that newer lines have: a hash covers them where there are any, so that older lines keep theirs."""


def canonical(line):
    """Return the columns of a line that the hash covers, each in the one form that it has.

    Without the ids of the profile and the company: they may differ after a restore; the random identifier says whom.
    """
    return {
        **{name: line.get(name) or "" for name in TEXTS},
        **{name: int(line.get(name) or 0) for name in NUMBERS},
        **{name: int(line[name]) for name in ADDED if line.get(name)},
        "counts": {str(model): int(count) for model, count in (line.get("counts") or {}).items()},
        "retained_until": str(line.get("retained_until") or ""),
    }


def hash_of(line, last_hash):
    """Return the SHA-256 of a line and of the hash before it, in hexadecimal digits."""
    text = json.dumps([last_hash, canonical(line)], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
