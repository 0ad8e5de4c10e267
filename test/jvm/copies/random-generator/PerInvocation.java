package com.acme.shop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Random;

public class PerInvocation implements RequestHandler<String, String> {
    @Override
    public String handleRequest(String order, Context context) {
        Random random = new Random();
        return Long.toHexString(random.nextLong());
    }
}
