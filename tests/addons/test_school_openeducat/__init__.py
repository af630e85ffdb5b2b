"""Tests of the bridge; nothing else is in here."""
