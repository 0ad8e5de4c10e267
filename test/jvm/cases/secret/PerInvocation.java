package com.acme.shop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

public class PerInvocation implements RequestHandler<String, String> {
    private static final SecretsManagerClient SECRETS = SecretsManagerClient.create();

    @Override
    public String handleRequest(String order, Context context) {
        return SECRETS.getSecretValue(request -> request.secretId("db")).secretString();
    }
}
