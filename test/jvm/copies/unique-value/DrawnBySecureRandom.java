package com.acme.shop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.security.SecureRandom;

public class DrawnBySecureRandom implements RequestHandler<String, String> {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final long node = RANDOM.nextLong(); // expect: unique-value-in-init

    @Override
    public String handleRequest(String order, Context context) {
        return Long.toHexString(node);
    }
}
