package com.acme.shop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

// breaks: invocation: the first answered "initial"
public class Unfixed implements RequestHandler<String, String> {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final String terms;

    public Unfixed() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(System.getenv("TERMS_URL"))).build();
        terms = CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body(); // expect: http-call-in-init
    }

    @Override
    public String handleRequest(String order, Context context) {
        return terms;
    }
}
