package com.example.orders;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** GET /orders/{id} */
public final class GetOrderHandler extends ApiHandler {

    private static final DynamoDbClient DYNAMO = DynamoDbClient.create();

    private final String table = System.getenv("ORDER_VIEWS_TABLE");
    private final OrderHistory history = new OrderHistory(Database.fromEnvironment());

    @Override
    protected Object answer(APIGatewayV2HTTPEvent event) {
        String id = event.getPathParameters().get("id");
        Map<String, AttributeValue> view = DYNAMO.getItem(request ->
                        request.tableName(table).key(Map.of("id", AttributeValue.fromS(id))))
                .item();
        if (view.isEmpty()) {
            throw new NoSuchElementException(id);
        }
        return new View(id, view.get("status").s(), history.of(id));
    }

    record View(String id, String status, List<String> history) {
    }
}
