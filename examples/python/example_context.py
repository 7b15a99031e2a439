"""Choices of the example app in the context of the command line (``-c name=value``)."""

import json
from collections.abc import Callable
from enum import Enum
from typing import Any, NamedTuple

Context = Callable[[str], Any]
"""Gives the value of a name, or None."""


class AdminAuthMode(Enum):
    """How the admin API knows its callers; ``cognito`` makes a user pool."""

    IAM = "iam"
    COGNITO = "cognito"


class Site(NamedTuple):
    """Host of a site, for which a custom domain name is made."""

    domain_name: str
    certificate_arn: str


class ExampleOptions(NamedTuple):
    """What can be chosen of the example app."""

    admin_auth: AdminAuthMode = AdminAuthMode.IAM

    oauth_upstream: str | None = None
    """Issuer behind the OAuth endpoints; without one the echo function answers them."""

    site: Site | None = None


def example_options(context: Context) -> ExampleOptions:
    """Reads the context of the example app.

    :raises ValueError: for a value that cannot be, and for one without the other that it needs
    """
    return ExampleOptions(
        admin_auth=_admin_auth(context),
        oauth_upstream=_text(context, "oauthUpstream"),
        site=_site(context),
    )


def _admin_auth(context: Context) -> AdminAuthMode:
    value = _text(context, "adminAuth") or "iam"
    try:
        return AdminAuthMode(value)
    except ValueError:
        message = f"context adminAuth is {json.dumps(value)}: iam or cognito (fix: -c adminAuth=iam)"
        raise ValueError(message) from None


def _site(context: Context) -> Site | None:
    domain_name = _text(context, "siteHost")
    certificate_arn = _text(context, "siteCertificateArn")
    if domain_name is not None and certificate_arn is not None:
        return Site(domain_name, certificate_arn)
    if domain_name is None and certificate_arn is None:
        return None
    raise ValueError("context siteHost and siteCertificateArn need each other (fix: give both, or none)")


def _text(context: Context, name: str) -> str | None:
    value = context(name)
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return value
    raise ValueError(f"context {name} is {json.dumps(value)}: text (fix: -c {name}=VALUE)")
