package com.acme.shop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.security.SecureRandom;
import java.util.HexFormat;

public class StaticSalt implements RequestHandler<String, String> {
    private static final byte[] SALT = new byte[16];

    static {
        new SecureRandom().nextBytes(SALT); // expect: unique-value-in-init
    }

    @Override
    public String handleRequest(String order, Context context) {
        return HexFormat.of().formatHex(SALT);
    }
}
