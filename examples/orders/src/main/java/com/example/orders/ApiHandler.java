package com.example.orders;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the functions behind the HTTP API share: JSON, error responses and tracing headers. */
abstract class ApiHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    protected static final ObjectMapper JSON =
            JsonMapper.builder().findAndAddModules().disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS).build();

    private static final Logger LOG = LoggerFactory.getLogger(ApiHandler.class);

    /** Tells the environments apart in logs and in the X-Instance-Id header. */
    private final String instanceId = UUID.randomUUID().toString();

    @Override
    public final APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        String correlationId = UUID.randomUUID().toString();
        LOG.info("{} on {}: {}", correlationId, instanceId, event.getRouteKey());
        try {
            return respond(200, JSON.writeValueAsString(answer(event)), correlationId);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return respond(400, "{\"message\":\"Malformed request\"}", correlationId);
        } catch (NoSuchElementException e) {
            return respond(404, "{\"message\":\"Not found\"}", correlationId);
        }
    }

    /** Gives the response's body. */
    protected abstract Object answer(APIGatewayV2HTTPEvent event) throws JsonProcessingException;

    private APIGatewayV2HTTPResponse respond(int status, String body, String correlationId) {
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(status)
                .withHeaders(Map.of(
                        "Content-Type", "application/json",
                        "X-Correlation-Id", correlationId,
                        "X-Instance-Id", instanceId))
                .withBody(body)
                .build();
    }
}
