package com.acme.shop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import org.crac.Core;
import org.crac.Resource;
import redis.clients.jedis.Jedis;

public class AfterRestore implements RequestHandler<String, String>, Resource {
    private Jedis redis = connect();

    public AfterRestore() {
        Core.getGlobalContext().register(this);
    }

    private static Jedis connect() {
        return new Jedis(System.getenv("REDIS_HOST"), Integer.parseInt(System.getenv("REDIS_PORT")), 2000);
    }

    @Override
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
        redis.close();
    }

    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {
        redis = connect();
    }

    @Override
    public String handleRequest(String order, Context context) {
        redis.set("answer", "42");
        return redis.get("answer");
    }
}
