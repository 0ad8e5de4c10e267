package com.acme.shop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

public class Lazy implements RequestHandler<String, String> {
    private HikariDataSource pool;

    private synchronized HikariDataSource pool() {
        if (pool == null) {
            pool = new HikariDataSource(settings());
        }
        return pool;
    }

    private static HikariConfig settings() {
        HikariConfig settings = new HikariConfig();
        settings.setJdbcUrl(System.getenv("DATABASE_URL"));
        settings.setMaximumPoolSize(2);
        return settings;
    }

    @Override
    public String handleRequest(String order, Context context) {
        try (Connection connection = pool().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 42")) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
