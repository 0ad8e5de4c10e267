package com.acme.shop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

// breaks: invocation: error: .*SdkClientException
public class Unfixed implements RequestHandler<String, String> {
    private final SecretsManagerClient secrets = SecretsManagerClient.builder()
            .credentialsProvider(EnvironmentVariableCredentialsProvider.create()) // expect: env-credentials
            .build();

    @Override
    public String handleRequest(String order, Context context) {
        return secrets.getSecretValue(request -> request.secretId("db")).secretString();
    }
}
