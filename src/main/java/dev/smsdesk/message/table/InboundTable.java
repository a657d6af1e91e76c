package dev.smsdesk.message.table;

import dev.smsdesk.account.Channel;
import dev.smsdesk.message.Inbound;
import dev.smsdesk.message.ReportSource;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Rows;
import dev.smsdesk.store.Sha256;
import dev.smsdesk.store.Sql;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Inbound messages, many rows a statement. A repeat has Sinch's id, the sender and the text of a row; another text under the same id is a
 * row of its own.
 */
public final class InboundTable {
    private InboundTable() {}

    /** What makes a message the same as another. @param content digest of sender and text, in hex */
    public record InboundKey(Channel channel, String providerId, String content) {
        public static InboundKey of(Channel channel, String providerId, String sender, String text) {
            MessageDigest digest = Sha256.begin();
            digest.update((sender.length() + ":" + sender + text).getBytes(StandardCharsets.UTF_8));
            return new InboundKey(channel, providerId, HexFormat.of().formatHex(digest.digest()));
        }
    }

    /** @param callbackId null where it was asked for */
    public record InboundRow(Channel channel, Inbound.Content said, Instant receivedAt, ReportSource source, String callbackId) {
        InboundKey key() {
            return InboundKey.of(channel, said.providerId(), said.sender(), said.text());
        }
    }

    /** Each once; one that was asked for before gets its callback. Safe to repeat, on any node. */
    public static void insert(Connection connection, List<InboundRow> rows, Ids ids) throws SQLException {
        Rows.insert(connection, "insert into inbound (id, channel, provider_id, content, sender, addressee, text, sent_at, accepted_at, "
            + "received_at, reference, source, "
            + "callback_id) values ", " on duplicate key update callback_id = coalesce(callback_id, values(callback_id))", rows, row -> {
                Inbound.Content said = row.said();
                return new Object[] {ids.next(), row.channel().name(), said.providerId(), row.key().content(), said.sender(),
                    said.addressee(), said.text(), said.sentAt(), said.acceptedAt(), row.receivedAt(), said.reference(),
                    row.source().name(), row.callbackId()};
            });
    }

    /** Those of them that are kept. */
    public static Set<InboundKey> kept(Connection connection, Collection<InboundKey> keys) throws SQLException {
        return new HashSet<>(Rows.select(connection, row -> new InboundKey(Sql.word(row, "channel", Channel.class),
            row.getString("provider_id"), row.getString("content")),
            "select channel, provider_id, content from inbound where (channel, provider_id, content) in ", "", new HashSet<>(keys),
            key -> new Object[] {key.channel().name(), key.providerId(), key.content()}));
    }
}
