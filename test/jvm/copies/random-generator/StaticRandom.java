package com.acme.shop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Random;

public class StaticRandom implements RequestHandler<String, String> {
    private static final Random RANDOM = new Random(); // expect: prng-in-init

    @Override
    public String handleRequest(String order, Context context) {
        return Long.toHexString(RANDOM.nextLong());
    }
}
