"""Comparisons and measurements: scripts that run by hand, no part of the site or of its tests."""
