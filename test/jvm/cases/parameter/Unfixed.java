package com.acme.shop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import software.amazon.awssdk.services.ssm.SsmClient;

// breaks: invocation: the first answered "initial"
public class Unfixed implements RequestHandler<String, String> {
    private final String password;

    public Unfixed() {
        try (SsmClient parameters = SsmClient.create()) {
            password = parameters // expect: secret-cached-in-init
                    .getParameter(request -> request.name("/db/password").withDecryption(true))
                    .parameter()
                    .value();
        }
    }

    @Override
    public String handleRequest(String order, Context context) {
        return password;
    }
}
