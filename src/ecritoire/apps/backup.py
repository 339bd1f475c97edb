"""Backup and restore: one file with everything, the same whichever database holds the data.

The file is a tar archive: ``manifest.json``, one ``tables/<table>.jsonl`` for each table (a JSON array a row, columns
in the order the manifest gives), ``files/…`` from the store, and the secret key. Because rows are written by what they
mean and not by how an engine stores them, a backup of an embedded SQLite restores into PostgreSQL, and the reverse.
"""

import io
import json
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction

from ecritoire.apps.companies.models import Company
from ecritoire.domain.errors import EcritoireError

FORMAT = 1
BATCH = 2000
# Made anew by the migrations, or worth nothing elsewhere.
_LEFT_ASIDE = {"contenttypes", "sessions", "admin"}


class BackupExistsError(EcritoireError):
    """The file is there already; a backup is never written over another."""

    code = "backup_exists"
    template = "Le fichier %(path)s existe déjà. Choisissez un autre nom : une sauvegarde n’en écrase jamais une autre."


class NotABackupError(EcritoireError):
    """The file is no backup, or is damaged."""

    code = "not_a_backup"
    template = "%(path)s n’est pas une sauvegarde d’Écritoire, ou elle est abîmée : %(why)s."


class RestoreOverDataError(EcritoireError):
    """There is data already where the backup would go."""

    code = "restore_over_data"
    template = "Il y a déjà des données dans %(data)s. Restaurez dans un dossier (et une base) vides : --data DOSSIER."


def back_up(path: Path) -> int:
    """Write everything to ``path`` and return its size in bytes. Others may go on reading meanwhile.

    Raises:
        BackupExistsError: ``path`` exists.
    """
    if path.exists():
        raise BackupExistsError(path=path)
    draft = path.with_name(f".{path.name}.draft")
    try:
        with tarfile.open(draft, "w") as archive, transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            _add_bytes(archive, "manifest.json", json.dumps(_manifest(), indent=1).encode())
            for model in _models():
                _add_table(archive, model)
            _add_files(archive)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return path.stat().st_size


def _manifest() -> dict[str, object]:
    tables = {model._meta.db_table: [field.attname for field in _fields(model)] for model in _models()}
    return {"format": FORMAT, "tables": tables}


def _models() -> list[type[models.Model]]:
    """Every table worth keeping. Lines come before entries: the triggers refuse lines added to an exported entry."""
    kept = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label not in _LEFT_ASIDE and model._meta.db_table != "auth_permission"
    ]
    return sorted(kept, key=lambda model: model._meta.db_table != "ledger_line")


def _fields(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    return list(model._meta.concrete_fields)


def _add_bytes(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size = len(content)
    archive.addfile(info, io.BytesIO(content))


def _add_table(archive: tarfile.TarFile, model: type[models.Model]) -> None:
    columns = [field.attname for field in _fields(model)]
    rows = model._base_manager.order_by("pk").values_list(*columns)
    with tempfile.TemporaryFile() as table:
        for row in rows.iterator(chunk_size=BATCH):
            table.write(json.dumps(row, cls=_Encoder, ensure_ascii=False).encode() + b"\n")
        info = tarfile.TarInfo(f"tables/{model._meta.db_table}.jsonl")
        info.size = table.tell()
        table.seek(0)
        archive.addfile(info, table)


class _Encoder(DjangoJSONEncoder):
    """Keeps the microseconds of moments, which hashes are made of."""

    def default(self, o: Any) -> Any:  # noqa: ANN401 - the base class's own signature
        return o.isoformat() if hasattr(o, "isoformat") else super().default(o)


def _add_files(archive: tarfile.TarFile) -> None:
    data = Path(settings.ECRITOIRE_DATA)
    archive.add(data / "secret_key", "secret_key")
    for path in sorted((data / "files").rglob("*")):
        relative = path.relative_to(data)
        if path.is_file() and relative.parts[1] != "drafts":
            archive.add(path, str(relative))


def restore(path: Path) -> None:
    """Bring everything back from ``path`` into an empty data directory and an empty database.

    Raises:
        NotABackupError: the file is no backup or is damaged; nothing is kept of it.
        RestoreOverDataError: there is data already.
    """
    data = Path(settings.ECRITOIRE_DATA)
    call_command("migrate", interactive=False, verbosity=0)
    if Company.objects.exists() or (data / "files").exists():
        raise RestoreOverDataError(data=data)
    try:
        with tarfile.open(path, "r") as archive:
            _restore_from(archive, data)
    except (tarfile.TarError, KeyError, ValueError, EOFError) as error:
        shutil.rmtree(data / "files", ignore_errors=True)
        raise NotABackupError(path=path, why=error) from error


@transaction.atomic
def _restore_from(archive: tarfile.TarFile, data: Path) -> None:
    manifest = json.load(_member(archive, "manifest.json"))
    if manifest["format"] != FORMAT:
        message = f"format {manifest['format']}"
        raise ValueError(message)
    for model in _models():
        _restore_table(archive, model, manifest["tables"].get(model._meta.db_table))
    for member in archive.getmembers():
        if member.name.startswith("files/") or member.name == "secret_key":
            archive.extract(member, data, filter="data")
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), _models()):
            cursor.execute(statement)


def _member(archive: tarfile.TarFile, name: str) -> IO[bytes]:
    member = archive.extractfile(name)
    if member is None:
        raise KeyError(name)
    return member


def _restore_table(archive: tarfile.TarFile, model: type[models.Model], columns: list[str] | None) -> None:
    if columns is None:
        return
    model._base_manager.all().delete()  # what the migrations put there themselves
    fields = {field.attname: field for field in _fields(model)}
    rows = _rows(_member(archive, f"tables/{model._meta.db_table}.jsonl"), [fields[name] for name in columns])
    while batch := [model(**dict(zip(columns, row, strict=True))) for row in islice(rows, BATCH)]:
        model._base_manager.bulk_create(batch)


def _rows(table: IO[bytes], fields: "list[models.Field[Any, Any]]") -> Iterator[list[object]]:
    for line in table:
        values = json.loads(line)
        yield [
            value if isinstance(field, models.JSONField) else field.to_python(value)
            for field, value in zip(fields, values, strict=True)
        ]
