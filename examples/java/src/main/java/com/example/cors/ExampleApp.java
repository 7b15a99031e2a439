package com.example.cors;

import software.amazon.awscdk.App;

/** The app that {@code cdk deploy} in this folder deploys. */
public final class ExampleApp {
    private ExampleApp() {
    }

    public static void main(final String[] args) {
        final App app = new App();
        new ExampleStack(app, "CorsExample", ExampleOptions.of(app.getNode()::tryGetContext));
        app.synth();
    }
}
