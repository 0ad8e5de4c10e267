package com.acme.shop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import redis.clients.jedis.Jedis;

public class Lazy implements RequestHandler<String, String> {
    private Jedis redis;

    private Jedis redis() {
        if (redis == null || !redis.isConnected()) {
            redis = new Jedis(System.getenv("REDIS_HOST"), Integer.parseInt(System.getenv("REDIS_PORT")));
        }
        return redis;
    }

    @Override
    public String handleRequest(String order, Context context) {
        redis().set("answer", "42");
        return redis().get("answer");
    }
}
