"""Topics, rooms, rounds, votes → session grid. Pure: no database, no clock, nothing of kaue."""
