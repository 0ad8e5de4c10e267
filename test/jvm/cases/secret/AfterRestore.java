package com.acme.shop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import org.crac.Core;
import org.crac.Resource;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

public class AfterRestore implements RequestHandler<String, String>, Resource {
    private final SecretsManagerClient secrets = SecretsManagerClient.create();
    private String password = readPassword();

    public AfterRestore() {
        Core.getGlobalContext().register(this);
    }

    private String readPassword() {
        return secrets.getSecretValue(request -> request.secretId("db")).secretString();
    }

    @Override
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {}

    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {
        password = readPassword();
    }

    @Override
    public String handleRequest(String order, Context context) {
        return password;
    }
}
