"""Paramètres: members, invitations, one's own profile."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from ecritoire.apps import clock
from ecritoire.apps.audit.models import Event
from ecritoire.apps.companies.invitations import invitation_path, invite
from ecritoire.apps.companies.models import Company, Invitation, Membership, User
from ecritoire.domain.permissions import Role
from tests.apps.ground import NADIA, member
from tests.web.conftest import browser_of

PASSWORD = "une phrase que personne ne devine"


@pytest.fixture
def owner(paul: User) -> Client:
    """The browser of Paul, who owns the company."""
    return browser_of(paul)


def test_somebody_new_is_invited_makes_an_account_and_works(owner: Client, company: Company) -> None:
    sent = {"email": "Sofia@Exemple.fr", "role": "clerk"}
    page = owner.post(reverse("settings:invite"), sent, follow=True).text
    path = invitation_path(Invitation.objects.get())
    assert path in page
    visitor = Client()
    assert "Menuiserie Bréhat" in visitor.get(path).text
    assert not User.objects.filter(email="sofia@exemple.fr").exists()
    weak = visitor.post(path, {"full_name": "Sofia Nunes", "password": "court"})
    assert weak.status_code == 422
    home = visitor.post(path, {"full_name": "Sofia Nunes", "password": PASSWORD}, follow=True)
    assert "Sofia Nunes" in home.text
    assert Membership.objects.get(user__email="sofia@exemple.fr").role == Role.CLERK
    assert Client().get(path).status_code == 410
    assert Event.objects.filter(action="accept_invitation", actor="Sofia Nunes").count() == 1


def test_who_has_an_account_signs_in_and_joins_and_nobody_else_does(
    company: Company, other_company: Company, paul: User
) -> None:
    path = invitation_path(invite(company, "julie@exemple.fr", Role.ACCOUNTANT, actor=NADIA))
    julie = User.objects.create_user("julie@exemple.fr", PASSWORD, full_name="Julie Le Goff")
    assert "a déjà un compte" in Client().post(path, {"full_name": "Voleur", "password": PASSWORD}).text
    assert "pour julie@exemple.fr" in browser_of(paul).post(path).text
    assert not Membership.objects.filter(user=julie).exists()
    browser_of(julie).post(path)
    assert Membership.objects.get(user=julie).role == Role.ACCOUNTANT


@pytest.mark.parametrize("token", ["1", "1.forged", "x" * 2000])
def test_a_forged_invitation_is_told(db: None, token: str) -> None:
    response = Client().get(reverse("invitation", args=[token]))
    assert (response.status_code, "plus valable" in response.text) == (410, True)


def test_an_old_or_withdrawn_invitation_is_told(owner: Client, company: Company) -> None:
    old = invite(company, "a@exemple.fr", Role.READER, actor=NADIA)
    Invitation.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    withdrawn = invite(company, "b@exemple.fr", Role.READER, actor=NADIA)
    owner.post(reverse("settings:withdraw", args=[withdrawn.pk]))
    for invitation in (old, withdrawn):
        assert Client().get(invitation_path(invitation)).status_code == 410


@pytest.mark.parametrize(
    "email", ["", "pas une adresse", "<b>@x", "x" * 400 + "@exemple.fr", "paul.guillou@example.fr"]
)
def test_a_wrong_address_or_a_member_is_told_beside_the_field(owner: Client, email: str) -> None:
    response = owner.post(reverse("settings:invite"), {"email": email, "role": "clerk"})
    assert response.status_code == 422
    assert 'class="error"' in response.text


def test_the_last_owner_stays(owner: Client, paul: User) -> None:
    membership = Membership.objects.get(user=paul)
    for address, sent in (("settings:role", {"role": "reader"}), ("settings:remove", {})):
        page = owner.post(reverse(address, args=[membership.pk]), sent, follow=True).text
        assert "est le dernier responsable" in page
    assert Membership.objects.get(user=paul).role == Role.OWNER


def test_a_role_changes_and_a_member_leaves_with_their_history(owner: Client, company: Company) -> None:
    clerk = member(company, "s@exemple.fr", "Sofia", Role.CLERK)
    membership = Membership.objects.get(user=clerk)
    owner.post(reverse("settings:role", args=[membership.pk]), {"role": "payer"})
    assert Membership.objects.get(user=clerk).role == Role.PAYER
    page = owner.post(reverse("settings:role", args=[membership.pk]), {"role": "king"}, follow=True).text
    assert "rien n’a changé" in page
    owner.post(reverse("settings:remove", args=[membership.pk]))
    assert not Membership.objects.filter(user=clerk).exists()
    assert User.objects.filter(pk=clerk.pk).exists()
    assert set(Event.objects.values_list("action", flat=True)) >= {"change_role", "remove_member"}


def test_a_person_keeps_a_name_and_a_language(browser: Client, nadia: User) -> None:
    address = reverse("settings:profile")
    assert browser.post(address, {"full_name": " ", "language": "fr"}).status_code == 422
    assert browser.post(address, {"full_name": "Nadia", "language": "xx"}).status_code == 422
    browser.post(address, {"full_name": "Nadia <F>", "language": "en"})
    nadia.refresh_from_db()
    assert (nadia.full_name, nadia.language) == ("Nadia <F>", "en")
    page = browser.get(address).text
    assert '<html lang="en"' in page
    assert "Nadia &lt;F&gt;" in page
