package com.acme.shop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

// breaks: invocation: the first answered "initial"
public class Unfixed implements RequestHandler<String, String> {
    private static final SecretsManagerClient SECRETS = SecretsManagerClient.create();
    private static final String PASSWORD =
            SECRETS.getSecretValue(request -> request.secretId("db")).secretString(); // expect: secret-cached-in-init

    @Override
    public String handleRequest(String order, Context context) {
        return PASSWORD;
    }
}
