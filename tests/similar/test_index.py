"""The same topics give the same answer, whoever asks; and whatever is typed, there is one."""

import json
import os
import random
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaue.similar import LONGEST_TITLE, THRESHOLD, Index, Likeness

TITLES = [
    "Radwege: Wo klemmt’s?",
    "Mit dem Fahrrad zur Schule",
    "Bürgerbeteiligung, die Spaß macht",
    "Künstliche Intelligenz im Rathaus",
    "Mängelmelder für den ganzen Kreis",
    "Repair-Café gründen",
    "Open Data im Rathaus",
    "Open Air im Rathaushof",
]
WORDS = st.sampled_from(
    ["Rad", "Radweg", "Fahrräder", "Schule", "Bürger", "Beteiligung", "Halde", "Klimaschutz", "im"]
)
TITLE = st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=6).map(" ".join))
TOPICS = st.dictionaries(st.integers(1, 50), st.tuples(TITLE, TITLE), max_size=8)
# Lone surrogates included, which no database stores but a form can carry.
ANYTHING = st.text(st.characters(exclude_categories=()), max_size=200)


def index(*titles):
    return Index({number: (title, "") for number, title in enumerate(titles, start=1)})


def keys(found):
    return [one.key for one in found]


def every(of, *topic, **rest):
    return of.like(*topic, at_least=0, most=1000, **rest)


@pytest.mark.parametrize(
    ("title", "twin"),
    [
        ("RADWEGE", 1),
        ("Radverkehr zur Schule", 2),
        ("Schulweg per Velo", 2),
        ("Buergerbeteiligung", 3),
        ("Bürgerbeteilgung", 3),
        ("Partizipation der Bürgerinnen und Bürger", 3),
        ("KI in der Verwaltung", 4),
        ("Kuenstliche Inteligenz", 4),
        ("Schäden melden per App", 5),
        ("Reparaturcafé", 6),
        ("Offene Daten", 7),
    ],
)
def test_the_twin_comes_first(title, twin):
    assert keys(index(*TITLES).like(title))[:1] == [twin]


@pytest.mark.parametrize("title", ["Hundewiese am Kanal", "Vogelstimmen", "Wahl", "🚲", ""])
def test_nothing_is_like_what_nobody_proposed(title):
    assert index(*TITLES).like(title) == []


def test_shared_words_alone_do_not_make_topics_alike():
    assert index("Open Air im Rathaushof", "Wald im Wandel").like("Open Data im Rathaus") == []
    assert index("Wald im Wandel").like("Wahl im Wandel", at_least=0.8) == []


def test_where_the_words_stand_does_not_matter():
    one = every(index(*TITLES), "Intelligenz im Rathaus, künstliche Grüße")
    other = every(index(*TITLES), "Grüße im Rathaus: künstliche Intelligenz")

    assert keys(one)[:1] == keys(other)[:1] == [4]


def test_no_topics_nothing_alike():
    assert Index({}).like("Radwege", "Wo klemmt es?") == []


def test_the_same_title_is_as_alike_as_can_be():
    assert [index(title).like(title) for title in TITLES] == [[Likeness(1, 1.0)]] * len(TITLES)


def test_the_same_text_makes_topics_alike_whatever_their_titles():
    text = "Bohrmaschine, Leiter, Zelt: Ein Leihladen im Quartier spart Geld und Platz."
    other = "Was lebt in unserem Bach? Wir nehmen Proben und bestimmen kleine Tiere."
    topics = Index({1: ("Um die Ecke", text), 2: ("Nasse Füße", other)})

    assert keys(topics.like("Besitz belastet", text)) == [1]


def test_another_text_takes_nothing_away():
    topics = Index({1: ("Repair-Café", "Wir löten.")})

    assert every(topics, "Repair-Café", "Bohrmaschine und Leiter") == [Likeness(1, 1.0)]


def test_best_first_then_by_number():
    found = every(index("Radwege", "Repair-Café", "Sichere Radwege", "Radwege"), "Radwege")

    assert keys(found) == [1, 4, 3]
    assert found[0].score == found[1].score > found[2].score


def test_no_more_than_wanted():
    assert keys(index(*["Radwege"] * 9).like("Radwege")) == [1, 2, 3]
    assert keys(index(*["Radwege"] * 9).like("Radwege", most=1)) == [1]


def test_a_topic_is_not_like_itself():
    topics = index(*TITLES, "Radwege: Wo klemmt’s?")

    assert keys(topics.like(TITLES[0], leave_out=1)) == [9]
    assert every(topics, TITLES[0], leave_out=1) == [
        one for one in every(topics, TITLES[0]) if one.key != 1
    ]


def test_at_least_is_a_bound_that_counts_itself():
    topics = index(*TITLES)
    found = every(topics, "Radweg zur Schule")
    middle = found[1].score

    assert topics.like("Radweg zur Schule", at_least=middle) == [
        one for one in found if one.score >= middle
    ]
    assert all(one.score >= THRESHOLD for one in topics.like("Radweg zur Schule"))


@pytest.mark.parametrize(
    "title",
    [
        "",
        " \n\t",
        "\0",
        "Rad\0weg",
        "\ud800",
        "Radweg \udfff",
        "🚲🚲🚲",
        "👩‍👩‍👧 Familie",
        "ﷺ",
        "İstanbul",
        "ＲＡＤＷＥＧＥ",
        "𝐑𝐚𝐝𝐰𝐞𝐠𝐞",
        "e\u0301" * 500,
        "\u0301" * 500,
        "自行车道",
        "دراجة",
        "x" * 10_000,
        "rad" * 3_333,
        "Radweg " * 1_428,
        "ae" * 5_000,
        "!?" * 5_000,
    ],
)
def test_odd_input_is_answered(title):
    for found in (
        every(index(*TITLES, title), title, title),
        every(Index({1: (title, title), 2: ("Radwege", "")}), "Radwege", title),
    ):
        assert all(0 <= one.score <= 1 for one in found)


@pytest.mark.parametrize(
    "title", ["ＲＡＤＷＥＧＥ", "𝐑𝐚𝐝𝐰𝐞𝐠𝐞", "Rad\N{COMBINING ACUTE ACCENT}wege"]
)
def test_letters_in_disguise_are_letters(title):
    assert every(index(*TITLES), title) == every(index(*TITLES), "Radwege")


def test_what_is_too_long_is_read_from_its_beginning():
    padded = "Radwege ".ljust(LONGEST_TITLE) + "Repair-Café " * 900

    assert index(*TITLES).like(padded) == index(*TITLES).like("Radwege")


def test_the_order_in_which_topics_are_read_changes_nothing():
    chance = random.Random(7)
    topics = [(number, (title, TITLES[-number])) for number, title in enumerate(TITLES)]
    expected = [every(Index(dict(topics)), *topic) for _, topic in sorted(topics)]

    for _ in range(10):
        chance.shuffle(topics)
        assert [every(Index(dict(topics)), *topic) for _, topic in sorted(topics)] == expected


def test_two_processes_say_the_same():
    code = (
        "import json, sys; from kaue.similar import Index; t = json.loads(sys.argv[1]);"
        "i = Index({n: (x, x) for n, x in enumerate(t)});"
        "print([(o.key, o.score) for x in t for o in i.like(x, x, at_least=0, most=99)])"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code, json.dumps(TITLES)],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }

    assert len(said) == 1


@settings(deadline=None)
@given(TOPICS)
def test_alike_is_alike_both_ways(topics):
    of = Index(topics)
    scores = {
        (key, one.key): one.score for key, topic in topics.items() for one in every(of, *topic)
    }

    for (one, other), score in scores.items():
        assert scores.get((other, one), 0) == pytest.approx(score, abs=1e-4)


@settings(deadline=None)
@given(TOPICS, ANYTHING, ANYTHING)
def test_whatever_is_typed_the_answer_is_in_order(topics, title, text):
    found = every(Index(topics), title, text)

    assert found == sorted(found, key=lambda one: (-one.score, one.key))
    assert all(0 <= one.score <= 1 for one in found)
    assert set(keys(found)) <= set(topics)
    assert len(set(keys(found))) == len(found)


@settings(deadline=None)
@given(TOPICS, TITLE, TITLE, st.randoms(use_true_random=False))
def test_permuting_the_topics_changes_nothing(topics, title, text, chance):
    shuffled = list(topics.items())
    chance.shuffle(shuffled)

    assert every(Index(dict(shuffled)), title, text) == every(Index(topics), title, text)


@settings(deadline=None)
@given(TOPICS, st.lists(WORDS, max_size=6), st.randoms(use_true_random=False))
def test_case_and_order_of_words_do_not_matter(topics, said, chance):
    turned = [chance.choice((word.upper(), word.lower())) for word in said]
    chance.shuffle(turned)

    assert every(Index(topics), " ".join(turned)) == every(Index(topics), " ".join(said))
