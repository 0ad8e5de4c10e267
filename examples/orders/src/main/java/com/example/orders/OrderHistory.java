package com.example.orders;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What happened to an order. The pool connects when the first request asks for a connection, not before. */
final class OrderHistory {

    private final HikariDataSource pool = new HikariDataSource();

    OrderHistory(Database database) {
        pool.setJdbcUrl(database.url());
        pool.setUsername(database.user());
        pool.setPassword(database.password());
        pool.setMaximumPoolSize(1);
        pool.setMinimumIdle(0);
    }

    List<String> of(String orderNumber) {
        try (Connection connection = pool.getConnection();
                PreparedStatement query =
                        connection.prepareStatement("select event from order_events where number = ? order by at")) {
            query.setString(1, orderNumber);
            List<String> events = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    events.add(rows.getString(1));
                }
            }
            return events;
        } catch (SQLException e) {
            throw new IllegalStateException("No history of " + orderNumber, e);
        }
    }
}
