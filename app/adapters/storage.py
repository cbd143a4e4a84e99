"""Where the bytes of files are: a folder of this machine, or an S3 bucket.

A key is random and says nothing; the store knows no name, kind or owner. `put` is all or nothing: whoever finds a key
finds the whole of its bytes.
"""

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, Protocol
from urllib.parse import urlsplit

from config import Settings

KEY = re.compile(r"[0-9a-f]{32}")
CHUNK = 1 << 16
PART = ".part"
SECONDS = 20.0


class StoreFailed(Exception):
    """The store is full, read-only or away; nothing was kept."""


class NotStored(StoreFailed):
    """There are no bytes under this key."""


class Chunks(Iterator[bytes]):
    """Bytes in pieces, and a `close` that a server calls when the reader has gone."""

    def __init__(self, source: Any) -> None:
        self._source = source

    def __next__(self) -> bytes:
        piece: bytes = self._source.read(CHUNK)
        if not piece:
            self.close()
            raise StopIteration
        return piece

    def close(self) -> None:
        self._source.close()
        if hasattr(self._source, "release_conn"):
            self._source.release_conn()


class Store(Protocol):
    def put(self, key: str, stream: BinaryIO, size: int) -> None:
        """Keep `size` bytes of `stream`, from where it stands."""

    def open(self, key: str) -> Chunks:
        """The bytes; `NotStored` when there are none."""

    def delete(self, key: str) -> None:
        """Take the bytes away; nothing happens when there are none."""

    def keys(self, older_than: datetime) -> Iterator[str]:
        """Every key whose bytes were put there before that moment."""


def store_of(settings: Settings) -> Store:
    """The store that FILES_URL names."""
    url = urlsplit(settings.files_url)
    if not settings.files_url:
        return Disk(settings.var_dir / "files")
    if url.scheme == "file":
        return Disk(Path(url.path))
    if url.scheme == "s3":
        return Bucket(settings, url.netloc)
    raise ValueError("FILES_URL is neither empty, nor file:///a/folder, nor s3://a-bucket")


def _known(key: str) -> str:
    if not KEY.fullmatch(key):
        raise ValueError("not a key of the store")
    return key


@contextmanager
def _failing() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise NotStored(type(error).__name__) from error
    except OSError as error:
        raise StoreFailed(error.strerror or type(error).__name__) from error


def _refuse_short(left: int) -> None:
    if left:
        raise StoreFailed("the stream ended early")


class Disk:
    """A folder, two levels deep so that none grows long; its files are for the site's own user only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _path(self, key: str) -> Path:
        return self.folder / _known(key)[:2] / key[2:4] / key

    def put(self, key: str, stream: BinaryIO, size: int) -> None:
        path = self._path(key)
        with _failing():
            try:
                path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                self._write(path, stream, size)
            except FileNotFoundError as error:
                raise StoreFailed("folder") from error

    def _write(self, path: Path, stream: BinaryIO, size: int) -> None:
        """Written beside, on the disk before it has its name: after a power cut it is whole or not there."""
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=PART)  # 0600
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                left = size
                while left and (piece := stream.read(min(CHUNK, left))):
                    file.write(piece)
                    left -= len(piece)
                file.flush()
                os.fsync(file.fileno())
            _refuse_short(left)
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def open(self, key: str) -> Chunks:
        with _failing():
            return Chunks(self._path(key).open("rb"))

    def delete(self, key: str) -> None:
        with _failing():
            self._path(key).unlink(missing_ok=True)

    def keys(self, older_than: datetime) -> Iterator[str]:
        """Halves of files that a crash left are no file of anybody's, and are taken away on the way."""
        for path in self.folder.glob("??/??/*"):
            with suppress(FileNotFoundError):
                if datetime.fromtimestamp(path.stat().st_mtime, UTC) >= older_than:
                    continue
                if path.name.endswith(PART):
                    path.unlink()
                elif KEY.fullmatch(path.name):
                    yield path.name


class Bucket:
    """A bucket of S3 or of anything that speaks as it does; made and closed to others by whoever runs it."""

    def __init__(self, settings: Settings, bucket: str) -> None:
        import urllib3
        from minio import Minio

        endpoint = urlsplit(settings.s3_endpoint)
        self.bucket = bucket
        self._client = Minio(
            endpoint=endpoint.netloc,
            access_key=settings.s3_access_key,
            secret_key=settings.s3_secret_key,
            region=settings.s3_region,
            secure=endpoint.scheme == "https",
            http_client=urllib3.PoolManager(
                timeout=urllib3.Timeout(connect=5, read=SECONDS),
                retries=urllib3.Retry(total=2, backoff_factor=0.2, status_forcelist=[500, 502, 503, 504]),
                maxsize=10,
            ),
        )

    @contextmanager
    def _failing(self) -> Iterator[None]:
        from minio.error import MinioException, S3Error
        from urllib3.exceptions import HTTPError

        try:
            yield
        except S3Error as error:
            raise (NotStored if error.code == "NoSuchKey" else StoreFailed)(error.code) from error
        except (MinioException, HTTPError, OSError) as error:
            raise StoreFailed(type(error).__name__) from error

    def put(self, key: str, stream: BinaryIO, size: int) -> None:
        with self._failing():
            self._client.put_object(bucket_name=self.bucket, object_name=_known(key), data=stream, length=size)

    def open(self, key: str) -> Chunks:
        with self._failing():
            return Chunks(self._client.get_object(bucket_name=self.bucket, object_name=_known(key)))

    def delete(self, key: str) -> None:
        with self._failing():
            self._client.remove_object(bucket_name=self.bucket, object_name=_known(key))

    def keys(self, older_than: datetime) -> Iterator[str]:
        with self._failing():
            for found in self._client.list_objects(bucket_name=self.bucket, recursive=True):
                name = found.object_name or ""
                if KEY.fullmatch(name) and found.last_modified and found.last_modified < older_than:
                    yield name
