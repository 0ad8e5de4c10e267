package com.example.orders;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.fasterxml.jackson.core.JsonProcessingException;

/** POST /orders */
public final class CreateOrderHandler extends ApiHandler {

    private final OrderService orders;

    public CreateOrderHandler() {
        this(OrderService.create());
    }

    /** For tests. */
    CreateOrderHandler(OrderService orders) {
        this.orders = orders;
    }

    @Override
    protected Object answer(APIGatewayV2HTTPEvent event) throws JsonProcessingException {
        return orders.place(JSON.readValue(event.getBody(), Order.Request.class));
    }
}
