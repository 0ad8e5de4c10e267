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

// breaks: snapshot: 1 sockets open
// breaks: invocation: error: .*(I/O error|terminating connection|has been closed)
public class HeldWeakly implements RequestHandler<String, String> {
    private Connection connection;

    public HeldWeakly() throws SQLException {
        connection = DriverManager.getConnection(System.getenv("DATABASE_URL")); // expect: connection-in-init
        registerHooks();
        // What a start-up that allocates much does by itself.
        System.gc();
    }

    private void registerHooks() {
        Resource reopening = new Resource() {
            @Override
            public void beforeCheckpoint(org.crac.Context<? extends Resource> context) throws Exception {
                connection.close();
            }

            @Override
            public void afterRestore(org.crac.Context<? extends Resource> context) throws Exception {
                connection = DriverManager.getConnection(System.getenv("DATABASE_URL"));
            }
        };
        Core.getGlobalContext().register(reopening); // expect: weak-resource
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
