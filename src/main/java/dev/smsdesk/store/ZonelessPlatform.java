package dev.smsdesk.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDateTime;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.platform.database.MySQLPlatform;

/**
 * EclipseLink's MySQL platform, also for H2 in MySQL mode, without java.sql.Timestamp: EclipseLink converts every LocalDateTime through
 * it, which moves times in the hour that the server's zone skips in spring.
 */
public final class ZonelessPlatform extends MySQLPlatform {
    private static final long serialVersionUID = 1L;

    /** EclipseLink's optimised path reads Timestamps and bypasses the method below. */
    @Override
    public boolean shouldOptimizeDataConversion() {
        return false;
    }

    @Override
    public void setParameterValueInDatabaseCall(Object parameter, PreparedStatement statement, int index, AbstractSession session)
            throws SQLException {
        if (parameter instanceof LocalDateTime) {
            statement.setObject(index, parameter);
        } else {
            super.setParameterValueInDatabaseCall(parameter, statement, index, session);
        }
    }

    @Override
    public Object getObjectFromResultSet(ResultSet row, int column, int type, AbstractSession session) throws SQLException {
        return type == Types.TIMESTAMP ? row.getObject(column, LocalDateTime.class)
            : super.getObjectFromResultSet(row, column, type, session);
    }
}
