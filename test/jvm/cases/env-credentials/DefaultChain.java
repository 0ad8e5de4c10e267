package com.acme.shop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

public class DefaultChain implements RequestHandler<String, String> {
    private final SecretsManagerClient secrets = SecretsManagerClient.builder()
            .credentialsProvider(DefaultCredentialsProvider.create())
            .build();

    @Override
    public String handleRequest(String order, Context context) {
        return secrets.getSecretValue(request -> request.secretId("db")).secretString();
    }
}
