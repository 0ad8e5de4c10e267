package com.acme.shop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import software.amazon.awssdk.services.ssm.SsmClient;

public class Lazy implements RequestHandler<String, String> {
    private String password;

    private String password() {
        if (password == null) {
            try (SsmClient parameters = SsmClient.create()) {
                password = parameters
                        .getParameter(request -> request.name("/db/password").withDecryption(true))
                        .parameter()
                        .value();
            }
        }
        return password;
    }

    @Override
    public String handleRequest(String order, Context context) {
        return password();
    }
}
