package com.acme.shop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;

public class Lazy implements RequestHandler<String, String> {
    private final RedisClient client =
            RedisClient.create(RedisURI.create(System.getenv("REDIS_HOST"), Integer.parseInt(System.getenv("REDIS_PORT"))));
    private StatefulRedisConnection<String, String> connection;

    private StatefulRedisConnection<String, String> connection() {
        if (connection == null || !connection.isOpen()) {
            connection = client.connect();
        }
        return connection;
    }

    @Override
    public String handleRequest(String order, Context context) {
        connection().sync().set("answer", "42");
        return connection().sync().get("answer");
    }
}
