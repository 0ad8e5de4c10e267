package com.example.orders;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Books what the warehouse reports, and drops the cached stock levels that changed. */
public final class StockEventsHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Logger LOG = LoggerFactory.getLogger(StockEventsHandler.class);

    private final StockCache cache;
    private final StockLedger ledger;

    public StockEventsHandler() {
        long start = System.nanoTime();
        this.cache = new StockCache(System.getenv("REDIS_HOST"));
        this.ledger = new StockLedger(Database.fromEnvironment());
        LOG.info("Initialised in {} ms", (System.nanoTime() - start) / 1_000_000);
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        List<BatchItemFailure> failures = new ArrayList<>();
        for (SQSEvent.SQSMessage message : event.getRecords()) {
            try {
                StockEvent change = JSON.readValue(message.getBody(), StockEvent.class);
                ledger.book(message.getMessageId(), change.sku(), change.quantity());
                cache.forget(change.sku());
            } catch (JsonProcessingException | SQLException e) {
                LOG.warn("Message {} goes back to the queue", message.getMessageId(), e);
                failures.add(new BatchItemFailure(message.getMessageId()));
            }
        }
        return new SQSBatchResponse(failures);
    }

    record StockEvent(String sku, int quantity) {
    }
}
