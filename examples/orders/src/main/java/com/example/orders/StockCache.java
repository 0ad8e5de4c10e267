package com.example.orders;

import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import redis.clients.jedis.Jedis;

/**
 * Stock levels in Redis. Connects when it is made, so that a wrong host fails the deployment rather than a request;
 * the snapshot holds no connection.
 */
final class StockCache implements Resource {

    private static final int PORT = 6379;
    private static final int TIMEOUT_MILLIS = 2_000;

    private final String host;
    private Jedis redis;

    StockCache(String host) {
        this.host = host;
        this.redis = new Jedis(host, PORT, TIMEOUT_MILLIS);
        Core.getGlobalContext().register(this);
    }

    void forget(String sku) {
        redis.del("stock:" + sku);
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        redis.close();
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        redis = new Jedis(host, PORT, TIMEOUT_MILLIS);
    }
}
