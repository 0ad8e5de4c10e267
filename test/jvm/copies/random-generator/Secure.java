package com.acme.shop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.security.SecureRandom;

public class Secure implements RequestHandler<String, String> {
    private static final SecureRandom RANDOM = new SecureRandom();

    @Override
    public String handleRequest(String order, Context context) {
        return Long.toHexString(RANDOM.nextLong());
    }
}
