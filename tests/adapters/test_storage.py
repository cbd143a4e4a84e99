"""Both stores keep the same promises: a real folder, and an S3 that somebody else wrote."""

import io
import os
import stat
from datetime import UTC, datetime, timedelta

import pytest
from moto.server import ThreadedMotoServer

from app.adapters.storage import Bucket, Disk, NotStored, StoreFailed, store_of
from config import Settings

KEY, OTHER = "0123456789abcdef" * 2, "fedcba9876543210" * 2
CONTENT = os.urandom(200_000)


@pytest.fixture(scope="module")
def s3():
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


def bucket_settings(endpoint, bucket="filer"):
    return Settings(
        _env_file=None,
        files_url=f"s3://{bucket}",
        s3_endpoint=endpoint,
        s3_access_key="prove",
        s3_secret_key="provehemmelighet",
    )


@pytest.fixture(params=["disk", "bucket"])
def store(request, tmp_path):
    if request.param == "disk":
        return store_of(Settings(_env_file=None, files_url=f"file://{tmp_path}/filer"))
    made = store_of(bucket_settings(request.getfixturevalue("s3")))
    if not made._client.bucket_exists(bucket_name="filer"):
        made._client.make_bucket(bucket_name="filer")
    for key in list(made.keys(datetime.now(UTC) + timedelta(days=1))):
        made.delete(key)
    return made


def put(store, key=KEY, content=CONTENT):
    store.put(key, io.BytesIO(content), len(content))


def test_what_was_put_is_got_in_pieces(store):
    put(store)
    pieces = list(store.open(KEY))
    assert b"".join(pieces) == CONTENT
    assert len(pieces) > 1


def test_what_was_deleted_is_gone_and_may_be_deleted_again(store):
    put(store)
    store.delete(KEY)
    store.delete(KEY)
    with pytest.raises(NotStored):
        store.open(KEY)


def test_what_was_never_there_is_not_found(store):
    with pytest.raises(NotStored):
        store.open(OTHER)


def test_a_key_that_is_a_path_is_no_key(store):
    for key in ("../../etc/passwd", "a/b", "", KEY.upper(), KEY + "\n", f"/{KEY}"):
        for use in (store.open, store.delete, lambda key: put(store, key)):
            with pytest.raises(ValueError, match="not a key"):
                use(key)


def test_keys_are_those_that_were_there_before(store):
    put(store)
    put(store, OTHER, b"b")
    now = datetime.now(UTC)
    assert set(store.keys(now + timedelta(minutes=1))) == {KEY, OTHER}
    assert list(store.keys(now - timedelta(minutes=1))) == []


def test_a_stream_that_ends_early_leaves_nothing(store):
    with pytest.raises(StoreFailed):
        store.put(KEY, io.BytesIO(b"short"), 500)
    with pytest.raises(NotStored):
        store.open(KEY)


def test_a_reader_that_leaves_early_lets_go(store):
    put(store)
    pieces = store.open(KEY)
    next(pieces)
    pieces.close()
    store.delete(KEY)


def test_the_folder_is_two_levels_deep_and_the_sites_own(tmp_path):
    put(Disk(tmp_path / "filer"))
    path = tmp_path / "filer" / "01" / "23" / KEY
    assert path.read_bytes() == CONTENT
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_full_disk_fails_and_leaves_no_half(tmp_path, monkeypatch):
    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreFailed):
        put(Disk(tmp_path))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_folder_that_cannot_be_written_fails(tmp_path):
    (tmp_path / "filer").write_text("a file where the folder should be")
    with pytest.raises(StoreFailed):
        put(Disk(tmp_path / "filer"))


def test_halves_that_a_crash_left_go_after_their_day_and_foreign_files_stay(tmp_path):
    disk = Disk(tmp_path)
    put(disk)
    half, foreign = tmp_path / "01" / "23" / f"{OTHER}abc.part", tmp_path / "01" / "23" / "README"
    half.write_bytes(b"half")
    foreign.write_bytes(b"somebody's")
    assert list(disk.keys(datetime.now(UTC) - timedelta(minutes=1))) == []
    assert half.exists()
    assert list(disk.keys(datetime.now(UTC) + timedelta(minutes=1))) == [KEY]
    assert not half.exists()
    assert foreign.exists()


def test_a_bucket_that_is_not_there_or_away_fails(s3, monkeypatch):
    monkeypatch.setattr("urllib3.Retry.sleep", lambda *args: None)
    for broken in (Bucket(bucket_settings(s3), "ingen"), Bucket(bucket_settings("http://127.0.0.1:9"), "filer")):
        with pytest.raises(StoreFailed):
            put(broken)
        with pytest.raises(StoreFailed):
            list(broken.keys(datetime.now(UTC)))


def test_an_address_of_another_sort_is_no_store():
    with pytest.raises(ValueError, match="FILES_URL"):
        store_of(Settings(_env_file=None, files_url="https://prove.example/filer"))


def test_without_a_setting_files_are_under_var_dir(tmp_path):
    assert store_of(Settings(_env_file=None, var_dir=tmp_path)).folder == tmp_path / "files"
