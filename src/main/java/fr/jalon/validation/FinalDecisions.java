package fr.jalon.validation;

import java.sql.Connection;
import java.sql.SQLException;
import org.h2.api.Trigger;

/** Keeps the embedded database from changing or deleting a decision; PostgreSQL has a function for it. */
public class FinalDecisions implements Trigger {

    @Override
    public void fire(Connection connection, Object[] before, Object[] after) throws SQLException {
        throw new SQLException("a decision is final");
    }
}
