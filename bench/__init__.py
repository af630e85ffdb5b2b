"""Measures the addon beside its peers and limits, in the same run on the same data; script/bench starts it."""
