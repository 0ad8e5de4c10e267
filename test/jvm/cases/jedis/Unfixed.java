package com.acme.shop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import redis.clients.jedis.Jedis;

// breaks: snapshot: 1 sockets open
// breaks: invocation: error: .*JedisConnectionException
public class Unfixed implements RequestHandler<String, String> {
    private final Jedis redis = connect();

    private static Jedis connect() {
        int port = Integer.parseInt(System.getenv("REDIS_PORT"));
        return new Jedis(System.getenv("REDIS_HOST"), port, 2000); // expect: connection-in-init
    }

    @Override
    public String handleRequest(String order, Context context) {
        redis.set("answer", "42");
        return redis.get("answer");
    }
}
