package dev.smsdesk.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDateTime;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.platform.database.MySQLPlatform;

/**
 * MySQL as EclipseLink knows it, and H2 in its MySQL mode, but for times: EclipseLink passes every LocalDateTime through
 * java.sql.Timestamp, which moves the hour that the server's zone skips in spring.
 */
public final class ZonelessPlatform extends MySQLPlatform {
    private static final long serialVersionUID = 1L;

    /** The optimised way reads Timestamps past the method below. */
    @Override
    public boolean shouldOptimizeDataConversion() {
        return false;
    }

    @Override
    public void setParameterValueInDatabaseCall(Object parameter, PreparedStatement statement, int index, AbstractSession session) throws SQLException {
        if (parameter instanceof LocalDateTime) {
            statement.setObject(index, parameter);
        } else {
            super.setParameterValueInDatabaseCall(parameter, statement, index, session);
        }
    }

    @Override
    public Object getObjectFromResultSet(ResultSet row, int column, int type, AbstractSession session) throws SQLException {
        return type == Types.TIMESTAMP ? row.getObject(column, LocalDateTime.class) : super.getObjectFromResultSet(row, column, type, session);
    }
}
