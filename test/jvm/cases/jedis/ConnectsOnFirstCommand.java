package com.acme.shop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import redis.clients.jedis.Jedis;

public class ConnectsOnFirstCommand implements RequestHandler<String, String> {
    private final Jedis redis = connect();

    private static Jedis connect() {
        int port = Integer.parseInt(System.getenv("REDIS_PORT"));
        return new Jedis(System.getenv("REDIS_HOST"), port);
    }

    @Override
    public String handleRequest(String order, Context context) {
        redis.set("answer", "42");
        return redis.get("answer");
    }
}
