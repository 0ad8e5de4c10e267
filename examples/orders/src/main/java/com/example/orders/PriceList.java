package com.example.orders;

import java.math.BigDecimal;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Prices by stock keeping unit, as of the moment they were loaded. */
record PriceList(Map<String, BigDecimal> prices) {

    static PriceList load(DynamoDbClient dynamo, String table) {
        return new PriceList(dynamo.scanPaginator(request -> request.tableName(table)).items().stream()
                .collect(Collectors.toUnmodifiableMap(item -> item.get("sku").s(), item -> new BigDecimal(item.get("price").n()))));
    }

    BigDecimal priceOf(String sku) {
        BigDecimal price = prices.get(sku);
        if (price == null) {
            throw new NoSuchElementException(sku);
        }
        return price;
    }
}
