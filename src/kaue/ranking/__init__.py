"""Votes → order. Pure: no database, no clock, nothing of kaue."""
