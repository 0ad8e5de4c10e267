package com.example.orders;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;

/** The orders table. Holds one connection, which is enough: an environment serves one request at a time. */
final class OrderRepository {

    private static final String INSERT = "insert into orders (number, customer_id, total, placed_at) values (?, ?, ?, ?)";

    private final Connection connection;

    OrderRepository(Database database) {
        try {
            this.connection = database.connect();
        } catch (SQLException e) {
            throw new IllegalStateException("No connection to the orders database", e);
        }
    }

    void save(Order order) {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, order.number());
            insert.setString(2, order.customerId());
            insert.setBigDecimal(3, order.total());
            insert.setTimestamp(4, Timestamp.from(order.placedAt()));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("Order " + order.number() + " was not saved", e);
        }
    }
}
