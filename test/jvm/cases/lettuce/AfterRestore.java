package com.acme.shop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import org.crac.Core;
import org.crac.Resource;

public class AfterRestore implements RequestHandler<String, String>, Resource {
    private final RedisClient client =
            RedisClient.create(RedisURI.create(System.getenv("REDIS_HOST"), Integer.parseInt(System.getenv("REDIS_PORT"))));
    private StatefulRedisConnection<String, String> connection = client.connect();

    public AfterRestore() {
        Core.getGlobalContext().register(this);
    }

    @Override
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
        connection.close();
    }

    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {
        connection = client.connect();
    }

    @Override
    public String handleRequest(String order, Context context) {
        connection.sync().set("answer", "42");
        return connection.sync().get("answer");
    }
}
