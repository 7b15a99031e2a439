from typing import Any
from urllib.parse import urlsplit

from apigateway_cors_allowlist import (
    AdminAuth,
    CorsBackend,
    CorsGateway,
    CorsHost,
    HostKind,
    OAuthUpstreamOptions,
)
from aws_cdk import Acknowledgment, CfnOutput, Stack, Validations
from aws_cdk.aws_certificatemanager import Certificate
from aws_cdk.aws_cognito import AuthFlow, CfnUserPoolGroup, PasswordPolicy, UserPool
from constructs import Construct

from example_context import AdminAuthMode, ExampleOptions, Site

# Where issuers at the root of their host keep their own pages; below a path, all of the path is theirs.
ISSUER_PAGES = ["/interaction", "/auth", "/session", "/login", "/logout", "/consent", "/device"]


class ExampleStack(Stack):
    """The example app: a gateway with the preset ``salesforce``, an echo function behind it, and the admin API."""

    def __init__(
        self, scope: Construct, construct_id: str, *, options: ExampleOptions, **kwargs: Any
    ) -> None:
        super().__init__(scope, construct_id, **kwargs)
        # It has the outputs GatewayUrl, AdminUrl and TableName.
        CorsGateway(
            self,
            "Cors",
            hosts=[] if options.site is None else [self._site_host(options.site)],
            default_backend=CorsBackend.echo(),
            oauth_upstream=None if options.oauth_upstream is None else _issuer_at(options.oauth_upstream),
            admin_auth=self._user_pool_auth() if options.admin_auth is AdminAuthMode.COGNITO else None,
        )

    def _user_pool_auth(self) -> AdminAuth:
        """A user pool with a group for each permission, and a client with which its users sign in."""
        user_pool = UserPool(
            self,
            "Administrators",
            self_sign_up_enabled=False,
            sign_in_case_sensitive=False,
            password_policy=PasswordPolicy(
                min_length=12,
                require_lowercase=True,
                require_uppercase=True,
                require_digits=True,
                require_symbols=True,
            ),
        )
        Validations.of(user_pool).acknowledge(
            Acknowledgment(
                id="AwsSolutions-COG2",
                reason="An example that is tried by script; ask administrators for a second factor.",
            ),
            Acknowledgment(
                id="AwsSolutions-COG8",
                reason="An example; the plan with threat protection costs by the user.",
            ),
        )
        for group_name in ["view-allowlist", "manage-allowlist", "manage-settings"]:
            CfnUserPoolGroup(
                self, f"Group-{group_name}", user_pool_id=user_pool.user_pool_id, group_name=group_name
            )
        client = user_pool.add_client(
            "Console",
            auth_flows=AuthFlow(user_srp=True, user_password=True),
            generate_secret=False,
            disable_o_auth=True,
        )
        CfnOutput(self, "UserPoolId", value=user_pool.user_pool_id)
        CfnOutput(self, "UserPoolClientId", value=client.user_pool_client_id)
        return AdminAuth.cognito(user_pool)

    def _site_host(self, site: Site) -> CorsHost:
        certificate = Certificate.from_certificate_arn(self, "SiteCertificate", site.certificate_arn)
        return CorsHost.custom(
            domain_name=site.domain_name,
            certificate=certificate,
            kind=HostKind.EXPERIENCE_CLOUD_SITE,
        )


def _issuer_at(issuer: str) -> OAuthUpstreamOptions:
    path = urlsplit(issuer).path.removesuffix("/")
    return OAuthUpstreamOptions(issuer=issuer, pages=[path] if path else ISSUER_PAGES)
