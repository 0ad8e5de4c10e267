package com.acme.shop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

public class Lazy implements RequestHandler<String, String> {
    private Connection connection;

    private Connection connection() throws SQLException {
        if (connection == null || connection.isClosed()) {
            connection = DriverManager.getConnection(System.getenv("DATABASE_URL"));
        }
        return connection;
    }

    @Override
    public String handleRequest(String order, Context context) {
        try (Statement statement = connection().createStatement();
                ResultSet rows = statement.executeQuery("SELECT 42")) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
