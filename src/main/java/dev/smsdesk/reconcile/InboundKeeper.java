package dev.smsdesk.reconcile;

import dev.smsdesk.common.SqlFaults;
import dev.smsdesk.common.Text;
import dev.smsdesk.message.Inbound;
import dev.smsdesk.message.PhoneNumber;
import dev.smsdesk.message.ReportSource;
import dev.smsdesk.message.table.InboundTable;
import dev.smsdesk.sinch.call.StatusApi.InboundTexts;
import dev.smsdesk.sinch.call.StatusApi.Strange;
import dev.smsdesk.sinch.callback.Callback;
import dev.smsdesk.store.Fault;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Rows;
import dev.smsdesk.store.Tx;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps inbound messages that were asked for. Safe to repeat, also beside a callback that brings the same. A row that the database refuses
 * costs no other row.
 */
final class InboundKeeper {
    private static final Logger log = LoggerFactory.getLogger(InboundKeeper.class);
    private static final int LONGEST_ADDRESS = 64;
    /** MySQL's "incorrect string value" has no state of its own. */
    private static final int MYSQL_STRANGE_TEXT = 1366;
    private final Tx tx;
    private final Ids ids;
    private final Clock clock;

    /** Writes some rows inside a transaction. */
    private interface Insert<T> {
        void into(Connection connection, List<T> rows) throws SQLException;
    }

    InboundKeeper(Tx tx, Ids ids, Clock clock) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * What has no id cannot be told from another and is left out.
     * @throws PersistenceException a fault of the database, not of some row
     */
    void keep(InboundTexts page) {
        keep(page.texts(), this::insertTexts);
        keep(page.strange().stream().filter(one -> one.id() != null).toList(), this::insertStrange);
    }

    private <T> void keep(List<T> rows, Insert<T> insert) {
        try {
            tx.sql(connection -> {
                insert.into(connection, rows);
                return null;
            });
        } catch (PersistenceException e) {
            if (!isOfRow(e)) {
                throw e;
            }
            if (rows.size() == 1) {
                log.error("inbound refused by the database, left out {} cause={}", named(rows.get(0)), Fault.of(e).kind());
            } else {
                rows.forEach(one -> keep(List.of(one), insert));
            }
        }
    }

    private void insertTexts(Connection connection, List<Callback.Inbound> texts) throws SQLException {
        InboundTable.insert(connection, texts.stream()
            .map(text -> new InboundTable.InboundRow(text.channel(),
            new Inbound.Content(text.id(), Text.cut(text.from(), LONGEST_ADDRESS), Text.cut(text.to(), LONGEST_ADDRESS),
            text.text(), text.sentAt(), text.receivedAt(), text.reference()), clock.instant(), ReportSource.POLL, null)).toList(), ids);
    }

    private void insertStrange(Connection connection, List<Strange> strange) throws SQLException {
        Rows.insert(connection,
            "insert into strange_inbound (id, provider_id, sender, addressee, accepted_at, noticed_at, why, json) values ",
            " on duplicate key update provider_id = values(provider_id)", strange,
            one -> new Object[] {ids.next(), one.id(), Text.cut(one.from(), LONGEST_ADDRESS), Text.cut(one.to(), LONGEST_ADDRESS),
                one.receivedAt(), clock.instant(), one.why(), one.json()});
    }

    /** Whether what is to be written is at fault (too long, no such character, a constraint), and not the database. */
    private static boolean isOfRow(Throwable fault) {
        return SqlFaults.in(fault).anyMatch(e -> e.getErrorCode() == MYSQL_STRANGE_TEXT
            || String.valueOf(e.getSQLState()).matches("2[23].*"));
    }

    private static String named(Object row) {
        return row instanceof Callback.Inbound text ? named(text.id(), text.from()) : named(((Strange) row).id(), ((Strange) row).from());
    }

    private static String named(String id, String from) {
        return "id=" + String.valueOf(id).replaceAll("[^A-Za-z0-9_-]", "?") + " from=" + PhoneNumber.masked(String.valueOf(from));
    }
}
