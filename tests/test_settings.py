"""kaue reads the environment once, and refuses to start when it is unsafe."""

import pytest

from kaue.settings import Unsafe, read

SECRET = "x" * 32
SAFE = {"KAUE_SECRET": SECRET, "KAUE_PUBLIC_URL": "https://kaue.example.org"}


def test_a_safe_environment_is_read():
    settings = read(
        SAFE
        | {
            "KAUE_DATABASE_URL": "postgresql://kaue@db/kaue",
            "KAUE_ROOT_PATH": "/barcamp/",
            "KAUE_TRUSTED_PROXIES": "10.0.0.1, 10.0.0.2 10.0.0.3",
            "KAUE_GERMAN": "sie",
            "KAUE_SMTP_URL": "smtp://localhost",
        }
    )

    assert settings.database_url == "postgresql://kaue@db/kaue"
    assert settings.public_url == "https://kaue.example.org"
    assert settings.public_host == "kaue.example.org"
    assert settings.root_path == "/barcamp"
    assert settings.trusted_proxies == ("10.0.0.1", "10.0.0.2", "10.0.0.3")
    assert settings.german == "sie"
    assert settings.smtp_url == "smtp://localhost"
    assert (settings.secure, settings.local, settings.demo) == (True, False, False)


def test_a_secret_is_all_that_a_machine_of_ones_own_needs():
    settings = read({"KAUE_SECRET": SECRET})

    assert settings.database_url.startswith("sqlite:///")
    assert (settings.secure, settings.local, settings.demo) == (False, True, False)
    assert settings.trusted_proxies == ()


@pytest.mark.parametrize(
    ("unsafe", "named"),
    [
        ({"KAUE_SECRET": ""}, "KAUE_SECRET"),
        ({"KAUE_SECRET": "x" * 31}, "KAUE_SECRET"),
        ({"KAUE_SECRET": " " * 40}, "KAUE_SECRET"),
        ({"KAUE_PUBLIC_URL": "http://kaue.example.org"}, "KAUE_PUBLIC_URL"),
        ({"KAUE_PUBLIC_URL": "kaue.example.org"}, "KAUE_PUBLIC_URL"),
        ({"KAUE_PUBLIC_URL": "http://127.0.0.1.example.org"}, "KAUE_PUBLIC_URL"),
        ({"KAUE_PUBLIC_URL": "http://localhost@example.org"}, "KAUE_PUBLIC_URL"),
        ({"KAUE_DEMO": "1"}, "KAUE_DEMO"),
        ({"KAUE_DEMO": "TRUE"}, "KAUE_DEMO"),
        ({"KAUE_ROOT_PATH": "barcamp"}, "KAUE_ROOT_PATH"),
        ({"KAUE_GERMAN": "ihr"}, "KAUE_GERMAN"),
    ],
)
def test_what_is_unsafe_is_refused_by_name_and_without_telling_secrets(unsafe, named):
    with pytest.raises(Unsafe) as refusal:
        read(SAFE | unsafe)

    assert named in str(refusal.value)
    assert SECRET not in str(refusal.value)


@pytest.mark.parametrize("url", ["http://localhost:8000", "http://127.0.0.1", "http://[::1]:8000/"])
def test_without_https_only_this_very_machine_is_served(url):
    assert read(SAFE | {"KAUE_PUBLIC_URL": url}).local


def test_a_demo_needs_no_secret_and_makes_a_new_one_each_time():
    secrets = {read({"KAUE_DEMO": "1"}).secret for _ in range(3)}

    assert len(secrets) == 3
    assert all(len(secret) >= 32 for secret in secrets)


@pytest.mark.parametrize("value", ["", "0", "false", "no", "off"])
def test_a_demo_has_to_be_asked_for(value):
    assert not read(SAFE | {"KAUE_DEMO": value}).demo


def test_every_setting_may_come_from_a_file(tmp_path):
    values = {
        "SECRET": SECRET + "from a file",
        "DATABASE_URL": "postgresql://kaue:secret@db/kaue",
        "PUBLIC_URL": "https://file.example.org",
        "GERMAN": "sie",
    }
    environment = {"KAUE_SECRET": "too short", "KAUE_PUBLIC_URL": "http://example.org"}
    for name, value in values.items():
        (tmp_path / name).write_text(value + "\n", encoding="utf-8")
        environment[f"KAUE_{name}_FILE"] = str(tmp_path / name)

    settings = read(environment)

    assert settings.secret == values["SECRET"]
    assert settings.database_url == values["DATABASE_URL"]
    assert settings.public_url == values["PUBLIC_URL"]
    assert settings.german == "sie"


def test_a_file_that_is_not_there_is_refused_with_a_plain_sentence(tmp_path):
    missing = tmp_path / "missing"

    with pytest.raises(Unsafe) as refusal:
        read(SAFE | {"KAUE_SECRET_FILE": str(missing)})

    assert "KAUE_SECRET_FILE" in str(refusal.value)


def test_a_secret_in_a_file_is_checked_as_well(tmp_path):
    (tmp_path / "secret").write_text("short", encoding="utf-8")

    with pytest.raises(Unsafe):
        read(SAFE | {"KAUE_SECRET_FILE": str(tmp_path / "secret")})
