"""Secrets of connections at rest."""

import pytest
from django.test import override_settings

from ecritoire.apps.deliveries.sealing import SecretsUnreadableError, seal, unseal


def test_secrets_come_back_and_are_not_readable_at_rest() -> None:
    sealed = seal({"token": "s3cret"})
    assert "s3cret" not in sealed
    assert unseal(sealed) == {"token": "s3cret"}
    assert unseal("") == {}


def test_another_secret_key_says_that_they_have_to_be_entered_again() -> None:
    sealed = seal({"token": "s3cret"})
    with (
        override_settings(SECRET_KEY="another key, as long as it takes to be one"),
        pytest.raises(SecretsUnreadableError),
    ):
        unseal(sealed)
