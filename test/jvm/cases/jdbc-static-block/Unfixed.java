package com.acme.shop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

// breaks: snapshot: 1 sockets open
// breaks: invocation: error: .*(I/O error|terminating connection|has been closed)
public class Unfixed implements RequestHandler<String, String> {
    private static Connection orders, archive;

    static {
        try {
            orders = DriverManager.getConnection(System.getenv("DATABASE_URL")); // expect: connection-in-init
        } catch (SQLException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @Override
    public String handleRequest(String order, Context context) {
        try (Statement statement = orders.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 42")) {
            rows.next();
            return archive == null ? rows.getString(1) : "archived";
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
