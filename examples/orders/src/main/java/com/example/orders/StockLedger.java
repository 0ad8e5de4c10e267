package com.example.orders;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The stock_movements table. Connects on first use, and again when the connection has died. */
final class StockLedger {

    private static final String INSERT =
            "insert into stock_movements (message_id, sku, quantity) values (?, ?, ?) on conflict do nothing";
    private static final int VALIDITY_TIMEOUT_SECONDS = 1;

    private final Database database;
    private Connection connection;

    StockLedger(Database database) {
        this.database = database;
    }

    void book(String messageId, String sku, int quantity) throws SQLException {
        try (PreparedStatement insert = connection().prepareStatement(INSERT)) {
            insert.setString(1, messageId);
            insert.setString(2, sku);
            insert.setInt(3, quantity);
            insert.executeUpdate();
        }
    }

    private Connection connection() throws SQLException {
        if (connection == null || !connection.isValid(VALIDITY_TIMEOUT_SECONDS)) {
            connection = database.connect();
        }
        return connection;
    }
}
