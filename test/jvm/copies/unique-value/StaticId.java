package com.acme.shop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.UUID;

public class StaticId implements RequestHandler<String, String> {
    private static final String INSTANCE = UUID.randomUUID().toString(); // expect: unique-value-in-init

    @Override
    public String handleRequest(String order, Context context) {
        return INSTANCE;
    }
}
