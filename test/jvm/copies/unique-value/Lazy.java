package com.acme.shop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.UUID;

public class Lazy implements RequestHandler<String, String> {
    private String instance;

    @Override
    public String handleRequest(String order, Context context) {
        if (instance == null) {
            instance = UUID.randomUUID().toString();
        }
        return instance;
    }
}
