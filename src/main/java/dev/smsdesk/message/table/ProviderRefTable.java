package dev.smsdesk.message.table;

import dev.smsdesk.account.Channel;
import dev.smsdesk.message.ProviderRef;
import dev.smsdesk.store.Rows;
import dev.smsdesk.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Under which ids Sinch knows our submissions, many rows a statement. */
public final class ProviderRefTable {
    private ProviderRefTable() {}

    /** @return the submission by id of Sinch; ids that are not known are absent */
    public static Map<ProviderRef.Key, String> submissions(Connection connection, Channel channel, Collection<String> providerIds)
        throws SQLException {
        Map<ProviderRef.Key, String> found = new HashMap<>();
        Rows.select(connection, row -> found.put(new ProviderRef.Key(channel, row.getString("provider_id")),
            row.getString("submission_id")),
            "select provider_id, submission_id from provider_ref where channel = '" + channel.name() + "' and provider_id in ", "",
            providerIds);
        return found;
    }

    /** The ids of one submission. */
    public static List<String> of(Connection connection, String submissionId) throws SQLException {
        return Sql.list(connection, row -> row.getString(1),
            "select provider_id from provider_ref where submission_id = ? order by provider_id", submissionId);
    }

    /** Those that are kept already stay. @param submissions locked, by id of Sinch */
    public static void insert(Connection connection, Collection<Map.Entry<ProviderRef.Key, String>> submissions) throws SQLException {
        Rows.insert(connection, "insert into provider_ref (channel, provider_id, submission_id) values ",
            " on duplicate key update submission_id = submission_id", submissions,
            one -> new Object[] {one.getKey().channel.name(), one.getKey().providerId, one.getValue()});
    }

    /** A join of a column with provider ids of one batch; its one value is the batch's id. */
    public static String joinedOfBatch(String column) {
        return "join provider_ref p on p.provider_id = " + column + " join submission s on s.id = p.submission_id where s.batch_id = ?";
    }
}
