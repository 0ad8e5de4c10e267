package com.example.orders;

import java.math.BigDecimal;
import java.time.Instant;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Places orders: prices the lines, charges the customer, stores the order. */
final class OrderService {

    private final OrderRepository repository;
    private final PaymentGateway payments;
    private final OrderNumbers numbers = new OrderNumbers();
    private final Lazy<PriceList> prices;

    OrderService(OrderRepository repository, PaymentGateway payments, Lazy<PriceList> prices) {
        this.repository = repository;
        this.payments = payments;
        this.prices = prices;
    }

    static OrderService create() {
        DynamoDbClient dynamo = DynamoDbClient.create();
        return new OrderService(
                new OrderRepository(Database.fromEnvironment()),
                new PaymentGateway(SecretsManagerClient.create(), System.getenv("PAYMENT_SECRET")),
                new Lazy<>(() -> PriceList.load(dynamo, System.getenv("PRICES_TABLE"))));
    }

    Order place(Order.Request request) {
        BigDecimal total = request.lines().stream()
                .map(line -> prices.get().priceOf(line.sku()).multiply(BigDecimal.valueOf(line.quantity())))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        Order order = new Order(numbers.next(), request.customerId(), request.lines(), total, Instant.now());
        payments.charge(order);
        repository.save(order);
        return order;
    }
}
