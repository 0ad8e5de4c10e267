package com.acme.shop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.crac.Core;
import org.crac.Resource;

public class AfterRestore implements RequestHandler<String, String>, Resource {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private String terms;

    public AfterRestore() throws IOException, InterruptedException {
        terms = fetchTerms();
        Core.getGlobalContext().register(this);
    }

    private static String fetchTerms() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(System.getenv("TERMS_URL"))).build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    @Override
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {}

    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) throws Exception {
        terms = fetchTerms();
    }

    @Override
    public String handleRequest(String order, Context context) {
        return terms;
    }
}
