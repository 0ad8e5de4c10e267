package com.example.orders;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Charges customers at the payment provider. */
final class PaymentGateway {

    private static final URI CHARGES = URI.create("https://payments.example.com/v1/charges");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final String apiKey;

    PaymentGateway(SecretsManagerClient secrets, String secretName) {
        this.apiKey = secrets.getSecretValue(request -> request.secretId(secretName)).secretString();
    }

    void charge(Order order) {
        HttpRequest request = HttpRequest.newBuilder(CHARGES)
                .timeout(Duration.ofSeconds(5))
                .header("Authorization", "Bearer " + apiKey)
                .header("Idempotency-Key", idempotencyKey())
                .POST(HttpRequest.BodyPublishers.ofString(order.number() + " " + order.total()))
                .build();
        try {
            HttpResponse<Void> response = http.send(request, HttpResponse.BodyHandlers.discarding());
            if (response.statusCode() != 201) {
                throw new IllegalStateException("Payment of " + order.number() + " refused: " + response.statusCode());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while charging " + order.number(), e);
        }
    }

    private static String idempotencyKey() {
        byte[] key = new byte[16];
        RANDOM.nextBytes(key);
        return HexFormat.of().formatHex(key);
    }
}
