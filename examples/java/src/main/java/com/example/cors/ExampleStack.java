package com.example.cors;

import com.example.cors.ExampleOptions.AdminAuthMode;
import com.example.cors.ExampleOptions.Site;
import io.github.apigatewaycorsallowlist.AdminAuth;
import io.github.apigatewaycorsallowlist.CorsBackend;
import io.github.apigatewaycorsallowlist.CorsCustomHostOptions;
import io.github.apigatewaycorsallowlist.CorsGateway;
import io.github.apigatewaycorsallowlist.CorsHost;
import io.github.apigatewaycorsallowlist.HostKind;
import io.github.apigatewaycorsallowlist.OAuthUpstreamOptions;
import java.net.URI;
import java.util.List;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.certificatemanager.ICertificate;
import software.amazon.awscdk.services.cognito.AuthFlow;
import software.amazon.awscdk.services.cognito.CfnUserPoolGroup;
import software.amazon.awscdk.services.cognito.PasswordPolicy;
import software.amazon.awscdk.services.cognito.UserPool;
import software.amazon.awscdk.services.cognito.UserPoolClient;
import software.amazon.awscdk.services.cognito.UserPoolClientOptions;
import software.constructs.Construct;

/** The example app: a gateway with the preset {@code salesforce}, an echo function behind it, and the admin API. */
final class ExampleStack extends Stack {
    /** Where issuers at the root of their host keep their own pages; below a path, all of the path is theirs. */
    private static final List<String> ISSUER_PAGES =
            List.of("/interaction", "/auth", "/session", "/login", "/logout", "/consent", "/device");

    ExampleStack(final Construct scope, final String id, final ExampleOptions options) {
        super(scope, id);
        final CorsGateway.Builder builder = CorsGateway.Builder.create(this, "Cors")
                .hosts(options.site().map(this::siteHost).stream().toList())
                .defaultBackend(CorsBackend.echo());
        options.oauthUpstream().ifPresent(issuer -> builder.oauthUpstream(issuerAt(issuer)));
        if (options.adminAuth() == AdminAuthMode.COGNITO) {
            builder.adminAuth(userPoolAuth());
        }
        // It has the outputs GatewayUrl, AdminUrl and TableName.
        builder.build();
    }

    /** A user pool with a group for each permission, and a client with which its users sign in. */
    private AdminAuth userPoolAuth() {
        final UserPool userPool = UserPool.Builder.create(this, "Administrators")
                .selfSignUpEnabled(false)
                .signInCaseSensitive(false)
                .passwordPolicy(PasswordPolicy.builder()
                        .minLength(12)
                        .requireLowercase(true)
                        .requireUppercase(true)
                        .requireDigits(true)
                        .requireSymbols(true)
                        .build())
                .build();
        Validations.of(userPool).acknowledge(
                Acknowledgment.builder()
                        .id("AwsSolutions-COG2")
                        .reason("An example that is tried by script; ask administrators for a second factor.")
                        .build(),
                Acknowledgment.builder()
                        .id("AwsSolutions-COG8")
                        .reason("An example; the plan with threat protection costs by the user.")
                        .build());
        for (final String groupName : List.of("view-allowlist", "manage-allowlist", "manage-settings")) {
            CfnUserPoolGroup.Builder.create(this, "Group-" + groupName)
                    .userPoolId(userPool.getUserPoolId())
                    .groupName(groupName)
                    .build();
        }
        final UserPoolClient client = userPool.addClient("Console", UserPoolClientOptions.builder()
                .authFlows(AuthFlow.builder().userSrp(true).userPassword(true).build())
                .generateSecret(false)
                .disableOAuth(true)
                .build());
        output("UserPoolId", userPool.getUserPoolId());
        output("UserPoolClientId", client.getUserPoolClientId());
        return AdminAuth.cognito(userPool);
    }

    private CorsHost siteHost(final Site site) {
        final ICertificate certificate =
                Certificate.fromCertificateArn(this, "SiteCertificate", site.certificateArn());
        return CorsHost.custom(CorsCustomHostOptions.builder()
                .domainName(site.domainName())
                .certificate(certificate)
                .kind(HostKind.EXPERIENCE_CLOUD_SITE)
                .build());
    }

    private void output(final String id, final String value) {
        CfnOutput.Builder.create(this, id).value(value).build();
    }

    private static OAuthUpstreamOptions issuerAt(final String issuer) {
        final String path = URI.create(issuer).getRawPath().replaceFirst("/$", "");
        return OAuthUpstreamOptions.builder()
                .issuer(issuer)
                .pages(path.isEmpty() ? ISSUER_PAGES : List.of(path))
                .build();
    }
}
