package com.acme.shop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

// breaks: snapshot: [12] sockets open
public class Unfixed implements RequestHandler<String, String> {
    private final HikariDataSource pool = new HikariDataSource(settings()); // expect: connection-in-init

    private static HikariConfig settings() {
        HikariConfig settings = new HikariConfig();
        settings.setJdbcUrl(System.getenv("DATABASE_URL"));
        settings.setMaximumPoolSize(2);
        return settings;
    }

    @Override
    public String handleRequest(String order, Context context) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 42")) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
