package com.acme.shop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import org.crac.Core;
import org.crac.Resource;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

public class AfterRestore implements RequestHandler<String, String>, Resource {
    private RedissonClient redisson = Redisson.create(settings());

    public AfterRestore() {
        Core.getGlobalContext().register(this);
    }

    private static Config settings() {
        Config settings = new Config();
        settings.useSingleServer()
                .setAddress("redis://" + System.getenv("REDIS_HOST") + ":" + System.getenv("REDIS_PORT"))
                .setConnectionMinimumIdleSize(1)
                .setConnectionPoolSize(2);
        return settings;
    }

    @Override
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
        redisson.shutdown();
    }

    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {
        redisson = Redisson.create(settings());
    }

    @Override
    public String handleRequest(String order, Context context) {
        redisson.getBucket("answer").set("42");
        return (String) redisson.getBucket("answer").get();
    }
}
