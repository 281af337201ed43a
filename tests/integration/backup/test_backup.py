"""Promises of backups: everything comes back whole, on either database; anything doubtful restores nothing."""

import io
import itertools
import json
import stat
import threading
import zipfile

import pytest
import sqlalchemy as sa

from engine import backup, db, errors, execution, migrations
from engine.actor import system
from engine.context import reading
from tests.integration.backup.conftest import everything_in, furnish

KINDS = ("sqlite", "postgresql")


@pytest.fixture
def written(house, tmp_path):
    target = tmp_path / "ravand.zip"
    backup.write(house.database, target)
    return target


def rewritten(written, name=None, change=None, manifest=None):
    """The backup with one entry changed; its digest in the manifest is made to fit unless the manifest is changed."""
    with zipfile.ZipFile(written) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    told = json.loads(parts["manifest.json"])
    if name:
        data = change(parts[f"{name}.jsonl"])
        parts[f"{name}.jsonl"] = data
        told["tables"][name] |= {"sha256": backup.hashlib.sha256(data).hexdigest(), "rows": data.count(b"\n")}
    if manifest:
        manifest(told)
    parts["manifest.json"] = json.dumps(told).encode()
    target = written.with_name("changed.zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, data in parts.items():
            archive.writestr(one, data)
    return target


@pytest.mark.parametrize(("source", "target"), list(itertools.product(KINDS, KINDS)))
def test_everything_comes_back_equal_on_either_database(new_database, tmp_path, source, target):
    house = furnish(new_database(source, inhabited=True))
    restored = new_database(target)
    wrote = backup.write(house.database, tmp_path / "ravand.zip")

    came = backup.restore(restored, tmp_path / "ravand.zip")

    assert everything_in(restored) == everything_in(house.database)
    assert came.rows == wrote.rows
    assert sum(came.rows.values()) > 50
    with reading(restored, system("")) as ctx:
        assert backup.verify_all(ctx) == came.chains >= 4


def test_work_goes_on_in_the_restored_database(house, written, new_database, database_kind):
    restored = new_database(database_kind)
    backup.restore(restored, written)
    house.database = restored

    for task in house.see("supervisor", lambda ctx: house.open_tasks(_open_case(ctx))):
        house.do("supervisor", execution.complete_user_task, task.id, {"opinion": "yes"})

    assert [one.status for one in house.see("auditor", execution.cases, execution.Filter())] == ["completed"] * 2


def _open_case(ctx):
    return next(case.id for case in execution.cases(ctx, execution.Filter()) if not case.ended)


def test_postgresql_has_counted_its_tables_when_they_are_restored(written, new_database_url):
    restored = db.Database(new_database_url("postgresql"))

    backup.restore(restored, written)

    with restored.connect() as connection:
        query = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND {}"
        assert connection.exec_driver_sql(query.format("reltuples >= 0")).all()
        assert connection.exec_driver_sql(query.format("reltuples < 0")).all() == []
    restored.close()


def test_a_backup_written_while_work_goes_on_is_one_moment_of_it(house, new_database, database_kind, tmp_path):
    enough, stop = threading.Event(), threading.Event()

    def work():
        for number in itertools.count():
            house.start("one-task", "clerk", amount=number)
            if number == 3:
                enough.set()
            if stop.is_set():
                return

    worker = threading.Thread(target=work)
    worker.start()
    enough.wait()
    for number in range(3):
        backup.write(house.database, tmp_path / f"{number}.zip")
    stop.set()
    worker.join()

    for number in range(3):
        assert backup.restore(new_database(database_kind), tmp_path / f"{number}.zip").chains >= 7


def test_only_its_owner_may_read_a_backup_and_nothing_else_is_left(written):
    assert stat.S_IMODE(written.stat().st_mode) == 0o600
    assert [path.name for path in written.parent.glob("ravand.zip*")] == ["ravand.zip"]


def test_an_existing_file_is_not_overwritten(house, tmp_path):
    target = tmp_path / "there.zip"
    target.write_bytes(b"precious")

    with pytest.raises(errors.BackupExists, match=r"there\.zip"):
        backup.write(house.database, target)

    assert target.read_bytes() == b"precious"


def test_a_backup_that_fails_leaves_no_file(house, tmp_path, monkeypatch):
    def fails(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "_write_table", fails)

    with pytest.raises(OSError, match="No space"):
        backup.write(house.database, tmp_path / "x.zip")
    assert not list(tmp_path.glob("x.zip*"))


def test_a_database_that_holds_something_is_not_touched(house, written, new_database, database_kind):
    other = furnish(new_database(database_kind, inhabited=True)).database
    before = everything_in(other)

    with pytest.raises(errors.NotEmpty):
        backup.restore(other, written)

    assert everything_in(other) == before


def _cut(data):
    return data[: len(data) // 2]


def _flip(data):
    """Turn a byte in the middle of what the largest file holds; not every byte of a zip means something."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        largest = max(packed.infolist(), key=lambda one: one.compress_size)
    begins = largest.header_offset + 30 + len(largest.filename)
    middle = begins + largest.compress_size // 2
    return data[:middle] + bytes([data[middle] ^ 255]) + data[middle + 1 :]


@pytest.mark.parametrize("damage", [_cut, _flip, lambda _: b"", lambda _: b"PK garbage", lambda _: b"\0" * 10_000])
def test_a_damaged_file_restores_nothing(written, new_database, database_kind, tmp_path, damage):
    damaged, empty = tmp_path / "damaged.zip", new_database(database_kind)
    damaged.write_bytes(damage(written.read_bytes()))
    before = everything_in(empty)

    with pytest.raises((errors.BackupDamaged, errors.NotABackup)):
        backup.restore(empty, damaged)

    assert everything_in(empty) == before


def test_a_zip_of_something_else_is_no_backup(new_database, database_kind, tmp_path):
    other = tmp_path / "photos.zip"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("photo.jpg", b"x")

    with pytest.raises(errors.NotABackup, match=r"photos\.zip"):
        backup.restore(new_database(database_kind), other)


CHANGES = {
    "an entry of a record": ("event", lambda data: data.replace(b'"instance.started"', b'"instance.resumed"')),
    "the last entry is missing": ("event", lambda data: data[: data[:-1].rindex(b"\n") + 1]),
    "a case says otherwise": ("instance", lambda data: data.replace(b'"active"', b'"suspended"')),
    "an open task is missing": ("user_task", lambda data: data[: data[:-1].rindex(b"\n") + 1]),
    "a row is too short": ("user_task", lambda data: data.replace(b"[", b'["extra",', 1)),
    "a value is a list": ("account", lambda data: data.replace(b'["', b'[["x"], "', 1)),
    "no JSON": ("account", lambda data: b"{" + data),
    "deep nesting": ("account", lambda data: b"[" * 200_000 + b"\n" + data),
    "one key twice": ("account", lambda data: data + data),
    "one key twice in a short table": ("agency", lambda data: data + data),
    "nothing where something must be": ("account", lambda data: b"[" + b",".join([b"null"] * 12) + b"]\n" + data),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_changed_entry_that_fits_its_digest_is_found_by_the_record(written, new_database, database_kind, what):
    empty = new_database(database_kind)
    before = everything_in(empty)

    with pytest.raises(errors.BackupDamaged) as refused:
        backup.restore(empty, rewritten(written, *CHANGES[what]))

    assert CHANGES[what][0] in {"event", "instance", "user_task", refused.value.params["entry"]}  # which table, or case

    assert everything_in(empty) == before


def test_a_newer_form_is_refused_by_name(written, new_database, database_kind):
    newer = rewritten(written, manifest=lambda told: told.update(form="9999"))

    with pytest.raises(errors.BackupNewer, match="9999"):
        backup.restore(new_database(database_kind), newer)


@pytest.mark.parametrize(
    "change",
    [
        lambda told: told["tables"].pop("event"),
        lambda told: told["tables"].update(passwd=told["tables"]["event"]),
        lambda told: told["tables"]["event"].update(columns=["nonsense"]),
        lambda told: told["tables"]["event"].update(sha256="0" * 64),
        lambda told: told["tables"]["event"].update(rows=1),
        lambda told: told["tables"].update(event=[]),
    ],
)
def test_a_manifest_that_does_not_fit_restores_nothing(written, new_database, database_kind, change):
    empty = new_database(database_kind)

    with pytest.raises(errors.BackupDamaged):
        backup.restore(empty, rewritten(written, manifest=change))

    assert not any(everything_in(empty).values())


def test_a_zip_bomb_is_refused_without_being_unfolded(written, new_database):
    """A line of a gigabyte of spaces, a megabyte on disk, does not reach the memory as a whole."""
    bomb = written.with_name("bomb.zip")
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", b" " * 50_000_000)
    with pytest.raises(errors.NotABackup):
        backup.restore(new_database("sqlite"), bomb)

    spaces = rewritten(written, "account", lambda data: b" " * 200_000_000 + data)
    with pytest.raises(errors.BackupDamaged):
        backup.restore(new_database("sqlite"), spaces)


def test_a_password_protected_or_odd_zip_is_damaged(written, new_database):
    data = bytearray(written.read_bytes())
    place = data.index(b"PK\x01\x02")
    data[place + 8] |= 1  # the flag that says: encrypted
    odd = written.with_name("odd.zip")
    odd.write_bytes(data)

    with pytest.raises((errors.BackupDamaged, errors.NotABackup)):
        backup.restore(new_database("sqlite"), odd)


def test_a_truncated_chain_is_noticed_in_the_database_itself(house):
    database = house.database
    with reading(database, system("")) as ctx:
        assert backup.verify_all(ctx) >= 4
    with database.connect() as connection:
        connection.execute(sa.text("delete from event where chain like 'agency:%' and seq > 3"))
    with reading(database, system("")) as ctx, pytest.raises(errors.BackupDamaged, match="agency:"):
        backup.verify_all(ctx)


def test_the_form_of_the_database_is_in_the_manifest(written):
    with zipfile.ZipFile(io.BytesIO(written.read_bytes())) as archive:
        told = json.loads(archive.read("manifest.json"))
    assert told["form"] == migrations.head()
