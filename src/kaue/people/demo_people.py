"""Who can be entered by one click in a demo, role by role, and where each begins."""

ADDRESSES = {
    "citizen": "buergerin@demo.example",
    "staff": "redaktion@demo.example",
    "moderator": "moderation@demo.example",
    "admin": "verwaltung@demo.example",
}

SLUG = "smartvest"

FIRST_PAGES = {
    "citizen": f"/{SLUG}/themen",
    "staff": f"/redaktion/{SLUG}",
    "moderator": f"/pult/{SLUG}",
    "admin": "/verwaltung",
}
