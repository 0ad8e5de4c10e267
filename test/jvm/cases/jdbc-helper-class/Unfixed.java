package com.acme.shop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

// breaks: snapshot: 1 sockets open
// breaks: invocation: error: .*(I/O error|terminating connection|has been closed)
public class Unfixed implements RequestHandler<String, String> {
    private final Store store;

    public Unfixed() throws SQLException {
        store = new Store(System.getenv("DATABASE_URL"), "shop");
    }

    @Override
    public String handleRequest(String order, Context context) {
        return store.answer();
    }
}

class Store {
    private final Connection connection;

    Store(String url, String name) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", name);
        connection = DriverManager.getConnection(url, properties); // expect: connection-in-init
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
