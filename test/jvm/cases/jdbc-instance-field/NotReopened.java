package com.acme.shop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.crac.Core;
import org.crac.Resource;

// breaks: invocation: error: .*This connection has been closed
public class NotReopened implements RequestHandler<String, String>, Resource {
    private final Connection connection;

    public NotReopened() throws SQLException {
        connection = DriverManager.getConnection(System.getenv("DATABASE_URL"));
        Core.getGlobalContext().register(this);
    }

    @Override
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) throws Exception {
        connection.close(); // expect: asymmetric-hooks
    }

    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {}

    @Override
    public String handleRequest(String order, Context context) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 42")) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
