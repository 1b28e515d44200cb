"""kaue reads the environment once, and refuses to start when it is unsafe."""

import pytest

from kaue.settings import Unsafe, read

SECRET = "0123456789abcdefghijklmnopqrstuv"
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
            "KAUE_MAIL_FROM": "Barcamp Münster <barcamp@example.org>",
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
        ({"KAUE_SECRET": SECRET[:31]}, "KAUE_SECRET"),
        ({"KAUE_SECRET": "x" * 64}, "KAUE_SECRET"),
        ({"KAUE_SECRET": "changeme" * 8}, "KAUE_SECRET"),
        ({"KAUE_SECRET": "0123456789abcdef" * 4}, "KAUE_SECRET"),
        ({"KAUE_SECRET": "abcabcaab" * 5 + "c"}, "KAUE_SECRET"),
        ({"LITESTAR_DEBUG": "1"}, "LITESTAR_DEBUG"),
        ({"KAUE_DEBUG": "True"}, "KAUE_DEBUG"),
        ({"KAUE_PUBLIC_URL": "http://kaue.example.org"}, "KAUE_PUBLIC_URL"),
        ({"KAUE_PUBLIC_URL": "kaue.example.org"}, "KAUE_PUBLIC_URL"),
        ({"KAUE_PUBLIC_URL": "http://127.0.0.1.example.org"}, "KAUE_PUBLIC_URL"),
        ({"KAUE_PUBLIC_URL": "http://localhost@example.org"}, "KAUE_PUBLIC_URL"),
        ({"KAUE_DEMO": "1"}, "KAUE_DEMO"),
        ({"KAUE_DEMO": "TRUE"}, "KAUE_DEMO"),
        ({"KAUE_DEMO": "1", "KAUE_PUBLIC_URL": "http://kaue.example.org"}, "KAUE_DEMO"),
        ({"KAUE_DEMO": "1", "KAUE_PUBLIC_URL": "http://127.0.0.1.example.org"}, "KAUE_DEMO"),
        ({"KAUE_DEMO": "1", "KAUE_PUBLIC_URL": "http://kaue"}, "KAUE_DEMO"),
        ({"KAUE_DEMO": "1", "KAUE_PUBLIC_URL": "https://192.168.1.7"}, "KAUE_DEMO"),
        ({"KAUE_ROOT_PATH": "barcamp"}, "KAUE_ROOT_PATH"),
        ({"KAUE_GERMAN": "ihr"}, "KAUE_GERMAN"),
        ({"KAUE_SMTP_URL": "mail.example.org"}, "KAUE_SMTP_URL"),
        ({"KAUE_SMTP_URL": "http://mail.example.org"}, "KAUE_SMTP_URL"),
        ({"KAUE_SMTP_URL": "smtp://"}, "KAUE_SMTP_URL"),
        ({"KAUE_SMTP_URL": "smtp://localhost:x"}, "KAUE_SMTP_URL"),
        ({"KAUE_SMTP_URL": f"smtp://kaue:{SECRET}@mail.example.org"}, "KAUE_SMTP_URL"),
        ({"KAUE_MAIL_FROM": "Barcamp"}, "KAUE_MAIL_FROM"),
        ({"KAUE_MAIL_FROM": "a@b.example\nBcc: c@d.example"}, "KAUE_MAIL_FROM"),
    ],
)
def test_what_is_unsafe_is_refused_by_name_and_without_telling_secrets(unsafe, named):
    with pytest.raises(Unsafe) as refusal:
        read(SAFE | unsafe)

    assert named in str(refusal.value)
    assert SECRET not in str(refusal.value)


def test_http_is_served_when_somebody_asks_for_it_by_name():
    over_http = SAFE | {"KAUE_PUBLIC_URL": "http://kaue.vpn.example.org"}

    settings = read(over_http | {"KAUE_ALLOW_HTTP": "1"})

    assert (settings.secure, settings.local, settings.demo) == (False, False, False)
    with pytest.raises(Unsafe, match="KAUE_ALLOW_HTTP"):
        read(over_http | {"KAUE_ALLOW_HTTP": "0"})


def test_a_debug_switch_that_is_off_and_one_in_a_demo_harm_nobody():
    read(SAFE | {"LITESTAR_DEBUG": "0", "KAUE_DEBUG": ""})
    read({"KAUE_DEMO": "1", "LITESTAR_DEBUG": "1"})


@pytest.fixture
def database(tmp_path):
    """A SQLite file as kaue makes it, and the environment that names it."""
    tmp_path.chmod(0o755)
    file = tmp_path / "kaue.sqlite"
    file.touch(mode=0o600)
    return file, SAFE | {"KAUE_DATABASE_URL": f"sqlite:///{file}"}


def test_a_database_of_its_owner_is_served(database):
    file, environment = database
    file.with_name("kaue.sqlite-wal").touch(mode=0o600)

    read(environment)
    file.unlink()
    read(environment)


@pytest.mark.parametrize("mode", [0o604, 0o644, 0o602])
@pytest.mark.parametrize("name", ["kaue.sqlite", "kaue.sqlite-wal"])
def test_a_database_that_others_may_read_is_refused(database, name, mode):
    file, environment = database
    other = file.with_name(name)
    other.touch()
    other.chmod(mode)

    with pytest.raises(Unsafe, match="chmod 600"):
        read(environment)
    read(environment | {"KAUE_DEMO": "1", "KAUE_PUBLIC_URL": "http://127.0.0.1"})


@pytest.mark.parametrize("mode", [0o777, 0o1777])
def test_a_folder_in_which_everybody_may_write_is_refused(database, mode):
    file, environment = database
    file.parent.chmod(mode)

    with pytest.raises(Unsafe, match="chmod o-w"):
        read(environment)


@pytest.mark.parametrize("url", ["http://localhost:8000", "http://127.0.0.1", "http://[::1]:8000/"])
def test_without_https_only_this_very_machine_is_served(url):
    assert read(SAFE | {"KAUE_PUBLIC_URL": url}).local


def test_a_demo_needs_no_secret_and_makes_a_new_one_each_time():
    secrets = {read({"KAUE_DEMO": "1"}).secret for _ in range(3)}

    assert len(secrets) == 3
    assert all(len(secret) >= 32 for secret in secrets)


@pytest.mark.parametrize(
    "url",
    ["http://localhost:8000", "https://localhost", "http://192.168.1.7:8000", "http://[fd00::7]"],
)
def test_a_demo_runs_on_this_machine_and_at_a_bare_number(url):
    assert read({"KAUE_DEMO": "1", "KAUE_PUBLIC_URL": url}).demo


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


OIDC = {"KAUE_OIDC_ISSUER": "https://id.example.org/realms/x", "KAUE_OIDC_CLIENT_ID": "kaue"}


def test_a_directory_is_read_with_plain_defaults():
    assert read(SAFE).directory is None

    directory = read(SAFE | OIDC).directory

    assert directory.issuer == "https://id.example.org/realms/x"
    assert (directory.name, directory.roles_claim) == ("id.example.org", "roles")
    assert not any([directory.admins, directory.trusted_factor, directory.trusted_mail])


@pytest.mark.parametrize(
    ("unsafe", "named"),
    [
        ({"KAUE_OIDC_ISSUER": "http://id.example.org"}, "KAUE_OIDC_ISSUER"),
        ({"KAUE_OIDC_ISSUER": "id.example.org"}, "KAUE_OIDC_ISSUER"),
        ({"KAUE_OIDC_CLIENT_ID": ""}, "KAUE_OIDC_CLIENT_ID"),
    ],
)
def test_a_directory_that_cannot_be_trusted_is_refused(unsafe, named):
    with pytest.raises(Unsafe) as refusal:
        read(SAFE | OIDC | unsafe)

    assert named in str(refusal.value)
