"""Connectors are found by their folder."""

from pathlib import Path

import pytest

from ecritoire import connectors
from ecritoire.connectors.registry import UnknownConnectorError, all_connectors, load_connector


def test_a_folder_that_exposes_a_connector_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "essai"
    folder.mkdir()
    (folder / "__init__.py").write_text(
        "class _Essai:\n    name = 'essai'\n    label = 'Essai'\n\nCONNECTOR = _Essai()\n"
    )
    monkeypatch.setattr(connectors, "__path__", [*connectors.__path__, str(tmp_path)])
    assert load_connector("essai").label == "Essai"
    assert "essai" in all_connectors()


def test_an_unknown_name_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownConnectorError, match="Aucun connecteur ne s’appelle « http »"):
        load_connector("http")
