"""Payments and exchange rates."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

import click

from ecritoire.apps.companies.models import Company
from ecritoire.apps.payments.rates import enter_rate
from ecritoire.apps.payments.services import record_payment
from ecritoire.apps.purchases.models import Document
from ecritoire.cli.output import DayType, actor_name, emit_json, in_company, json_option
from ecritoire.cli.purchases import for_each, supplier_option
from ecritoire.domain.language import say
from ecritoire.domain.money import to_minor
from ecritoire.domain.wording import said_date


class AmountType(click.ParamType[Decimal]):
    """A decimal number: 1234.50 or 1234,50."""

    name = "decimal"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        """Read the number, or end with a usage error."""
        try:
            number = Decimal(str(value).replace("\u202f", "").replace(" ", "").replace(",", "."))
        except InvalidOperation:
            self.fail(say("« %(value)s » n’est pas un nombre : 1234.50 ou 1234,50.") % {"value": value}, param, ctx)
        if not number.is_finite():
            self.fail(say("« %(value)s » n’est pas un nombre.") % {"value": value}, param, ctx)
        return number


@click.command("pay")
@click.argument("numbers", nargs=-1, required=True)
@click.option("--on", type=DayType(), required=True, help=say("Date d’exécution par la banque."))
@click.option("--amount", type=AmountType(), help=say("Montant dans la devise du document ; sinon, ce qui reste dû."))
@click.option("--outside", is_flag=True, help=say("Paiement fait hors Écritoire : jamais dans le journal de banque."))
@click.option("--paid", type=AmountType(), help=say("Montant débité, dans la devise de la société."))
@supplier_option
@json_option
@in_company
def pay_command(
    company: Company,
    numbers: Sequence[str],
    on: date,
    amount: Decimal | None,
    paid: Decimal | None,
    supplier: str | None,
    *,
    outside: bool,
    as_json: bool,
) -> None:
    """Enregistrer des paiements exécutés, un pour chaque document."""
    if len(numbers) > 1 and (amount is not None or paid is not None):
        raise click.UsageError(say("--amount et --paid valent pour un seul document."))

    def pay(document: Document) -> dict[str, object]:
        record_payment(
            company,
            allocations=[(document, None if amount is None else to_minor(amount, document.currency))],
            on=on,
            actor=actor_name(),
            outside=outside,
            paid_minor=None if paid is None else to_minor(paid, company.currency),
        )
        return {}

    for_each(numbers, pay, supplier, as_json=as_json)


@click.command("rate")
@click.argument("currency")
@click.argument("day", type=DayType())
@click.argument("rate", type=AmountType())
@json_option
@in_company
def rate_command(company: Company, currency: str, day: date, rate: Decimal, *, as_json: bool) -> None:
    """Saisir le taux d’une devise : ses unités pour une de la société, un jour donné."""
    entered = enter_rate(company, currency, day, rate, actor=actor_name())
    if as_json:
        emit_json({"rate": {"currency": entered.currency, "day": entered.day, "rate": entered.rate}})
    else:
        click.echo(
            say("Taux au %(day)s : 1 %(currency)s = %(rate)s %(currency_2)s.")
            % {"day": said_date(day), "currency": company.currency, "rate": rate, "currency_2": entered.currency}
        )
