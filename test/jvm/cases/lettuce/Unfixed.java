package com.acme.shop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;

// breaks: snapshot: 1 sockets open
public class Unfixed implements RequestHandler<String, String> {
    private final RedisClient client =
            RedisClient.create(RedisURI.create(System.getenv("REDIS_HOST"), Integer.parseInt(System.getenv("REDIS_PORT"))));
    private final StatefulRedisConnection<String, String> connection = client.connect(); // expect: connection-in-init

    @Override
    public String handleRequest(String order, Context context) {
        connection.sync().set("answer", "42");
        return connection.sync().get("answer");
    }
}
