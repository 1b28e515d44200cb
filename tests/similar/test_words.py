"""Words are one word whatever their case, spelling, ending or compound."""

import unicodedata

import pytest

from kaue.similar.synonyms import NEAR, PHRASES, SAME
from kaue.similar.words import Notions, near, words


def notions(text):
    return Notions().of(text)


@pytest.mark.parametrize(
    "text", ["Größe", "GRÖSSE", "groesse", "Grosse", unicodedata.normalize("NFD", "Größe")]
)
def test_umlauts_have_many_spellings(text):
    assert words(text) == ["grosse"]


@pytest.mark.parametrize("text", ["neue Mauer", "Quelle", "bauen"])
def test_what_is_no_umlaut_stays(text):
    assert " ".join(words(text)) == text.lower()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rad", "Räder"),
        ("Schule", "Schulen"),
        ("Baum", "Bäumen"),
        ("Beteiligung", "beteiligen"),
        ("pflegende", "Pflege"),
        ("Sensor", "SENSOREN"),
        ("Nachbar", "Nachbarinnen"),
    ],
)
def test_endings_do_not_matter(one, other):
    assert notions(one) == notions(other)


@pytest.mark.parametrize(
    ("compound", "parts"),
    [
        ("Radverkehr", "Rad Verkehr"),
        ("Fahrradwege", "Rad Weg"),
        ("Radwegenetz", "Rad Weg Netz"),
        ("Bürgerbeteiligungsverfahren", "Bürger Beteiligung Verfahren"),
        ("Kinder-Spiel-Platz", "Kinder Spiel Platz"),
        ("Zauberwerkstatt", "Zauber Werkstatt"),
        ("Garten\N{SOFT HYPHEN}schau", "Garten schau"),
    ],
)
def test_compounds_are_taken_apart(compound, parts):
    assert notions(compound) == notions(parts)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fahrrad", "Velo"),
        ("Partizipation", "Beteiligung"),
        ("KI", "künstliche Intelligenz"),
        ("offene Daten", "Open Data"),
        ("freie Software", "Open Source"),
        ("citizen", "Bürgerin"),
    ],
)
def test_many_words_for_one_thing(one, other):
    assert notions(one) == notions(other)


def test_stop_words_say_nothing():
    assert notions("Wie kommen wir mit dem Rad in die Schule?") == notions("Rad, Schule")


def test_stop_words_count_where_nothing_else_is():
    assert notions("Wer sind wir?") == ["wer", "sind", "wir"]


def test_no_word_stands_for_two_things():
    same = [word for group in SAME.split(",") for word in words(group)]

    assert sorted({word for word in same if same.count(word) > 1}) == []


def test_what_is_near_is_near_both_ways():
    assert all(one in near()[other] for one, others in near().items() for other in others)


def test_every_group_has_somebody_in_it():
    assert all(words(group) for group in SAME.split(","))
    assert all(len(words(group)) > 1 for group in NEAR.split(","))
    assert all(len(line.split(" > ")) == 2 for line in PHRASES.strip().splitlines())
