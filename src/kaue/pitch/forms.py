"""What a moderator types when counting."""

LONGEST_REASON = 300
"""Of why it is counted again."""
