"""Paramètres: members, invitations, one's own profile."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from stdnum.fr import siret as siret_rules

from ecritoire.apps import clock
from ecritoire.apps.audit.models import Event
from ecritoire.apps.audit.services import record
from ecritoire.apps.companies.identity import SirenIsFinalError, change_identity, identity_of
from ecritoire.apps.companies.invitations import invitation_path, invite
from ecritoire.apps.companies.models import Company, Invitation, Membership, User
from ecritoire.domain.permissions import Role
from ecritoire.web.settings.story import EVENTS_SHOWN
from ecritoire.web.shared.settings_history import SETTINGS_SUBJECTS
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


def _company(**changed: str) -> dict[str, str]:
    return {
        "name": "Menuiserie Bréhat",
        "siren": "552 100 554",
        "siret": "552 100 554 00021",
        "vat_number": "FR 40 552100554",
        "address": "3 quai du Port\n22870 Bréhat",
        "contact_email": "compta@exemple.fr",
        "auxiliary_prefix": "F",
    } | changed


def test_the_company_says_who_it_is_and_the_history_says_who_changed_it(owner: Client, company: Company) -> None:
    siret = "552100554" + _siret_end("552100554")
    page = owner.post(reverse("settings:company"), _company(siret=siret, vat_number=company.vat_number), follow=True)
    assert "Société enregistrée" in page.text
    company.refresh_from_db()
    assert (company.siret, company.address) == (siret, "3 quai du Port\n22870 Bréhat")
    told = owner.get(reverse("settings:story")).text
    assert "adresse vide → 3 quai du Port, 22870 Bréhat" in told
    lines = Event.objects.filter(action="change_identity").count()
    again = _company(siret=siret, vat_number=company.vat_number)
    assert owner.post(reverse("settings:company"), again).status_code == 302
    assert Event.objects.filter(action="change_identity").count() == lines == 1


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"siren": "552100555"}, "n’est pas un SIREN"),
        ({"siret": "73282932000074"}, "n’est pas un SIRET de cette société"),
        ({"vat_number": "FR83404833048"}, "n’est pas le numéro de TVA de cette société"),
        ({"auxiliary_prefix": "É!"}, "ne peut pas commencer les comptes auxiliaires"),
        ({"contact_email": "compta"}, "Ce n’est pas une adresse"),
        ({"name": " "}, "Donnez le nom de la société"),
    ],
)
def test_what_a_key_refuses_is_said_and_changes_nothing(
    owner: Client, company: Company, changed: dict[str, str], told: str
) -> None:
    sent = _company(siret="", vat_number=company.vat_number) | changed
    answer = owner.post(reverse("settings:company"), sent)
    assert (answer.status_code, told in answer.text) == (422, True)
    assert not Event.objects.filter(action="change_identity").exists()


def test_the_siren_is_final_once_something_was_exported(owner: Client, company: Company) -> None:
    other = _company(siren="732829320", siret="", vat_number="")
    assert owner.post(reverse("settings:company"), other).status_code == 302
    company.refresh_from_db()
    assert company.siren == "732829320"
    Company.objects.filter(pk=company.pk).update(next_export_number=2)
    assert "Ne change plus" in owner.get(reverse("settings:company")).text
    owner.post(reverse("settings:company"), other | {"siren": "552100554"})
    company.refresh_from_db()
    assert company.siren == "732829320"
    wanted = replace(identity_of(company), siren="552100554")
    with pytest.raises(SirenIsFinalError, match="732829320"):
        change_identity(company, wanted, actor=NADIA)


def test_what_became_of_members_is_told_in_words(owner: Client, company: Company) -> None:
    owner.post(reverse("settings:invite"), {"email": "sofia@exemple.fr", "role": "clerk"})
    path = invitation_path(Invitation.objects.get())
    Client().post(path, {"full_name": "Sofia Nunes", "password": PASSWORD})
    sofia = Membership.objects.get(user__email="sofia@exemple.fr")
    owner.post(reverse("settings:role", args=[sofia.pk]), {"role": "payer"})
    browser_of(sofia.user).post(reverse("settings:profile"), {"full_name": "Sofia Nunes-Roy", "language": "fr"})
    owner.post(reverse("settings:remove", args=[sofia.pk]))
    told = owner.get(reverse("settings:story")).text
    for sentence in (
        "sofia@exemple.fr invité : Gestionnaire fournisseurs",
        "sofia@exemple.fr a accepté l’invitation : Gestionnaire fournisseurs",
        "Rôle de sofia@exemple.fr : Gestionnaire fournisseurs → Payeur",
        "sofia@exemple.fr s’appelle Sofia Nunes-Roy, et non plus Sofia Nunes",
        "sofia@exemple.fr ne fait plus partie de la société",
    ):
        assert sentence in told


def test_the_history_of_settings_goes_on_by_pages(owner: Client, company: Company) -> None:
    for number in range(EVENTS_SHOWN + 1):
        record(actor=NADIA, action="set_rate", subject=company, currency=f"X{number:02}", rate="0.5", day="2026-10-14")
    first = owner.get(reverse("settings:story")).text
    assert "Taux de change de X50 au 14/10/26 : 0,5" in first
    assert "Taux de change de X00" not in first
    address = first.split('href="?before=')[1].split('"')[0]
    assert "Taux de change de X00" in owner.get(reverse("settings:story"), {"before": address}).text
    assert owner.get(reverse("settings:story"), {"before": "9" * 400}).status_code == 200


def test_the_history_of_settings_is_about_models_that_exist() -> None:
    models = {model._meta.model_name for model in apps.get_models()}
    assert set(SETTINGS_SUBJECTS) <= models


def _siret_end(siren: str) -> str:
    return next(f"{end:05}" for end in range(10, 100) if siret_rules.is_valid(f"{siren}{end:05}"))
