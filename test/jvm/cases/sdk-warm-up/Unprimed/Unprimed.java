package com.acme.shop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

// breaks: invocation: the first answered "loaded \d{3,4} classes"
public class Unprimed implements RequestHandler<String, String> { // expect: no-priming info "can warm it up"
    private static final int FEW = 500;
    private final ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
    private final SecretsManagerClient secrets = SecretsManagerClient.create();

    @Override
    public String handleRequest(String order, Context context) {
        long before = classes.getTotalLoadedClassCount();
        String secret = secrets.getSecretValue(request -> request.secretId("db")).secretString();
        long loaded = classes.getTotalLoadedClassCount() - before;
        return loaded < FEW ? secret : "loaded " + loaded + " classes";
    }
}
