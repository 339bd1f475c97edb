"""What can be wrong with a template, or with an entry given to one. Listed in ``docs/errors/formats.md``."""

from ecritoire.domain.errors import EcritoireError


class TemplateError(EcritoireError):
    """A template cannot be read: where, and what is wrong there."""

    code = "template_invalid"
    template = "Le modèle d’export « %(template)s » ne peut pas être lu : %(place)s, %(problem)s."


class UnknownTemplateError(EcritoireError):
    """No template has that name."""

    code = "unknown_template"
    template = "Aucun modèle d’export ne s’appelle « %(name)s ». Modèles connus : %(known)s."


class TemplateLimitError(EcritoireError):
    """A value is longer than what the accounting package takes, and cutting it would change its meaning."""

    code = "template_limit"
    template = (
        "%(field)s « %(value)s » dépasse les %(limit)s caractères de %(vendor)s (écriture %(entry)s, ligne %(line)s). "
        "Faites-lui correspondre une valeur plus courte."
    )


class TemplateDigitsError(EcritoireError):
    """A value has something else than digits, and the accounting package takes only those."""

    code = "template_digits"
    template = (
        "%(field)s « %(value)s » n’est pas un nombre, et %(vendor)s n’en prend pas d’autre (écriture %(entry)s, ligne "
        "%(line)s). Faites-lui correspondre un numéro."
    )


class TemplateAmountError(EcritoireError):
    """An amount does not fit in the width of its field, or is finer than what the field can say."""

    code = "template_amount_limit"
    template = (
        "%(field)s : le montant %(value)s ne tient pas dans les %(limit)s caractères de %(vendor)s "
        "(écriture %(entry)s, ligne %(line)s). Choisissez un autre modèle."
    )


class TemplateDecimalsError(EcritoireError):
    """An amount is in a currency with more decimals than the field implies."""

    code = "template_decimals"
    template = (
        "%(field)s : le montant %(value)s a plus de décimales que %(vendor)s n’en lit "
        "(écriture %(entry)s, ligne %(line)s). Choisissez un autre modèle."
    )


class TemplateFieldMissingError(EcritoireError):
    """The accounting package wants a value, and the entry has none."""

    code = "template_field_missing"
    template = (
        "%(field)s : rien n’est renseigné, et %(vendor)s l’exige (écriture %(entry)s, ligne %(line)s). Complétez."
    )


class InvalidLineError(EcritoireError):
    """A line has a debit and a credit, or a negative amount: no accounting package reads it the same way."""

    code = "invalid_line"
    template = (
        "Une ligne de l’écriture %(entry)s porte le débit %(debit_minor)s et le crédit %(credit_minor)s (centimes) : "
        "un seul doit être servi, et positif. Rien n’est exporté."
    )


class UnbalancedEntryError(EcritoireError):
    """An entry given to a template does not balance; the file is not to be used."""

    code = "unbalanced_entry"
    template = (
        "L’écriture %(entry)s n’est pas équilibrée : débit %(debit_minor)s, crédit %(credit_minor)s (centimes). "
        "Rien n’est exporté."
    )
