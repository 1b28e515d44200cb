"""What a new barcamp says until somebody writes something better. Markdown with headings."""

ABOUT = """## Was ist ein Barcamp?

Ein Barcamp ist eine Konferenz, deren Programm alle gemeinsam machen. Wer mag, bringt ein Thema \
mit, stellt es in einer Minute vor und bekommt dafür einen Raum und 45 Minuten Zeit.

## Für wen?

Für alle, die sich interessieren. Vorwissen braucht es nicht, und die Teilnahme kostet nichts."""

ABOUT_EN = """## What is a barcamp?

A barcamp is a conference whose programme its participants make. Whoever wants brings a topic, \
presents it in a minute and gets a room for 45 minutes.

## Who is it for?

For everybody who is interested. No prior knowledge is needed, and taking part is free of charge."""

TEXTS = {
    "claim": "Die Konferenz, deren Programm alle gemeinsam machen.",
    "claim_en": "The conference whose programme everybody makes together.",
    "about": ABOUT,
    "about_en": ABOUT_EN,
    "organiser": "",
    "place": "Der Ort wird noch bekannt gegeben",
    "address": "",
}

THEMES = {
    "digitales": "Digitales",
    "gesellschaft": "Gesellschaft",
    "umwelt-und-klima": "Umwelt und Klima",
    "bildung": "Bildung",
}
