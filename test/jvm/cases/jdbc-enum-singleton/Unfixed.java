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
    private static final Database DATABASE = Database.INSTANCE;

    @Override
    public String handleRequest(String order, Context context) {
        return DATABASE.answer();
    }
}

enum Database {
    INSTANCE;

    private final Connection connection = open();

    private static Connection open() {
        try {
            return DriverManager.getConnection(System.getenv("DATABASE_URL")); // expect: connection-in-init
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    String answer() {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 42")) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
