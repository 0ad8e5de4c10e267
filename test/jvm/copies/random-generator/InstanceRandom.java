package com.acme.shop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Random;

public class InstanceRandom implements RequestHandler<String, String> {
    private final Random random;

    public InstanceRandom() {
        random = new Random(); // expect: prng-in-init
    }

    @Override
    public String handleRequest(String order, Context context) {
        return Long.toHexString(random.nextLong());
    }
}
