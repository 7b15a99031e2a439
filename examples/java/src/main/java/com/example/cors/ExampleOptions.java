package com.example.cors;

import java.util.Optional;
import java.util.function.Function;

/**
 * The choices of the example app, in the context of the command line ({@code -c name=value}).
 *
 * @param adminAuth how the admin API knows its callers
 * @param oauthUpstream issuer behind the OAuth endpoints; without one the echo function answers them
 * @param site host of a site, for which a custom domain name is made
 */
record ExampleOptions(AdminAuthMode adminAuth, Optional<String> oauthUpstream, Optional<Site> site) {

    /** {@code COGNITO} makes a user pool. */
    enum AdminAuthMode { IAM, COGNITO }

    /** Host of a site and the certificate for it. */
    record Site(String domainName, String certificateArn) {
    }

    /**
     * Reads the context of the example app.
     *
     * @param context gives the value of a name, or null
     * @throws IllegalArgumentException for a value that cannot be, and for one without the other that it needs
     */
    static ExampleOptions of(final Function<String, Object> context) {
        return new ExampleOptions(adminAuthOf(context), textOf(context, "oauthUpstream"), siteOf(context));
    }

    private static AdminAuthMode adminAuthOf(final Function<String, Object> context) {
        final String value = textOf(context, "adminAuth").orElse("iam");
        return switch (value) {
            case "iam" -> AdminAuthMode.IAM;
            case "cognito" -> AdminAuthMode.COGNITO;
            default -> throw new IllegalArgumentException(
                    "context adminAuth is \"" + value + "\": iam or cognito (fix: -c adminAuth=iam)");
        };
    }

    private static Optional<Site> siteOf(final Function<String, Object> context) {
        final Optional<String> domainName = textOf(context, "siteHost");
        final Optional<String> certificateArn = textOf(context, "siteCertificateArn");
        if (domainName.isPresent() != certificateArn.isPresent()) {
            throw new IllegalArgumentException(
                    "context siteHost and siteCertificateArn need each other (fix: give both, or none)");
        }
        return domainName.map(name -> new Site(name, certificateArn.get()));
    }

    private static Optional<String> textOf(final Function<String, Object> context, final String name) {
        final Object value = context.apply(name);
        if (value == null || "".equals(value)) {
            return Optional.empty();
        }
        if (value instanceof String text) {
            return Optional.of(text);
        }
        throw new IllegalArgumentException("context " + name + " is " + value + ": text (fix: -c " + name + "=VALUE)");
    }
}
