package com.acme.shop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.SplittableRandom;

public class SplittableGenerator implements RequestHandler<String, String> {
    private final SplittableRandom random = new SplittableRandom(); // expect: prng-in-init

    @Override
    public String handleRequest(String order, Context context) {
        return Long.toHexString(random.nextLong());
    }
}
