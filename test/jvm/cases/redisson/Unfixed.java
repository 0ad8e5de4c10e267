package com.acme.shop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

// breaks: snapshot: [1-9]\d* sockets open
public class Unfixed implements RequestHandler<String, String> {
    private final RedissonClient redisson = Redisson.create(settings()); // expect: connection-in-init

    private static Config settings() {
        Config settings = new Config();
        settings.useSingleServer()
                .setAddress("redis://" + System.getenv("REDIS_HOST") + ":" + System.getenv("REDIS_PORT"))
                .setConnectionMinimumIdleSize(1)
                .setConnectionPoolSize(2);
        return settings;
    }

    @Override
    public String handleRequest(String order, Context context) {
        redisson.getBucket("answer").set("42");
        return (String) redisson.getBucket("answer").get();
    }
}
