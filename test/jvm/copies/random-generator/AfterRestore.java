package com.acme.shop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Random;
import org.crac.Core;
import org.crac.Resource;

public class AfterRestore implements RequestHandler<String, String>, Resource {
    private Random random = new Random();

    public AfterRestore() {
        Core.getGlobalContext().register(this);
    }

    @Override
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {}

    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {
        random = new Random();
    }

    @Override
    public String handleRequest(String order, Context context) {
        return Long.toHexString(random.nextLong());
    }
}
