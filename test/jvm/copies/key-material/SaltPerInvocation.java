package com.acme.shop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.security.SecureRandom;
import java.util.HexFormat;

public class SaltPerInvocation implements RequestHandler<String, String> {
    private static final SecureRandom RANDOM = new SecureRandom();

    @Override
    public String handleRequest(String order, Context context) {
        byte[] salt = new byte[16];
        RANDOM.nextBytes(salt);
        return HexFormat.of().formatHex(salt);
    }
}
