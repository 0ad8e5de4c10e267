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

public class AfterRestore implements RequestHandler<String, String>, Resource {
    private static Connection connection = open();

    public AfterRestore() {
        Core.getGlobalContext().register(this);
    }

    private static Connection open() {
        try {
            return DriverManager.getConnection(System.getenv("DATABASE_URL"));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) throws Exception {
        connection.close();
    }

    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {
        connection = open();
    }

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
