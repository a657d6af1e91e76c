package dev.smsdesk.receive.inbox;

import static dev.smsdesk.receive.callback.Bodies.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.account.Channel;
import dev.smsdesk.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("One callback of a channel is found by a few rows, however many are kept and however rare the channel is")
class ChannelListTest {
    private static final int KEPT = 3_000;
    private static final int FEW = 20;
    private static final Pattern VISITED_IN_H2 = Pattern.compile("scanCount: (\\d+)");

    @ParameterizedTest
    @EnumSource(Channel.class)
    void theFirstTheNextAndTheLast(Channel rare) throws SQLException {
        try (ReceivingSide side = new ReceivingSide()) {
            Channel common = rare == Channel.SMS ? Channel.CONVERSATION : Channel.SMS;
            keep(side, common, 0);
            side.keep(rare, utf8("{\"rare\":1}"));
            keep(side, common, KEPT);
            for (Channel channel : Channel.values()) {
                List<Callbacks.StoredCallback> first = side.callbacks.inOrder(channel, null, 1).items();
                assertEquals(List.of(channel), first.stream().map(Callbacks.StoredCallback::channel).toList());
                for (String after : List.of("", first.get(0).id(), "7ZZZZZZZZZZZZZZZZZZZZZZZZZ")) {
                    long visited = side.db.tx().sql(connection -> visited(connection, channel, after));
                    assertTrue(visited > 0 && visited <= FEW, channel + " after " + after + ": " + visited + " rows");
                }
            }
        }
    }

    private static void keep(ReceivingSide side, Channel channel, int from) {
        side.keep(channel, IntStream.range(from, from + KEPT).mapToObj(n -> utf8("{\"n\":" + n + "}")).toArray(byte[][]::new));
    }

    private static long visited(Connection connection, Channel channel, String after) throws SQLException {
        if (connection.getMetaData().getDatabaseProductName().equals("H2")) {
            String plan = Sql.list(connection, row -> row.getString(1), "explain analyze " + Callbacks.ofChannel(connection),
                channel.name(), after, 2).get(0);
            return VISITED_IN_H2.matcher(plan).results().map(MatchResult::group)
                .mapToLong(found -> Long.parseLong(found.replaceAll("\\D", ""))).sum();
        }
        long before = reads(connection);
        Sql.list(connection, row -> row.getString(1), Callbacks.ofChannel(connection), channel.name(), after, 2);
        return reads(connection) - before;
    }

    /** Rows that this connection has read by an index or one after the other; asking reads some as well. */
    private static long reads(Connection connection) throws SQLException {
        return Sql.list(connection, row -> row.getLong(2), "show session status where variable_name in ('Handler_read_key', "
            + "'Handler_read_next', 'Handler_read_prev')")
            .stream().mapToLong(Long::longValue).sum();
    }
}
