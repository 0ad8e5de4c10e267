package com.acme.shop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.crac.Core;
import org.crac.Resource;

public class AfterRestore implements RequestHandler<String, String>, Resource {
    private HikariDataSource pool = new HikariDataSource(settings());

    public AfterRestore() {
        Core.getGlobalContext().register(this);
    }

    private static HikariConfig settings() {
        HikariConfig settings = new HikariConfig();
        settings.setJdbcUrl(System.getenv("DATABASE_URL"));
        settings.setMaximumPoolSize(2);
        return settings;
    }

    @Override
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
        pool.close();
    }

    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {
        pool = new HikariDataSource(settings());
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
