package dev.smsdesk.message.table;

import dev.smsdesk.account.Channel;
import dev.smsdesk.message.SubmissionState;
import dev.smsdesk.message.fold.NewRecipient;
import dev.smsdesk.message.fold.RecipientTable;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Rows;
import dev.smsdesk.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Cuts recipients into calls: submissions that wait, with their recipients. In the caller's transaction. */
public final class CallPlan {
    private final Ids ids;
    private final Clock clock;

    public CallPlan(Ids ids, Clock clock) {
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * How a batch is cut, the same on every node.
     * @param channel of its account
     * @param most    recipients one call takes
     * @param at      when the batch was confirmed: its recipients' ids are of that hour, see {@link #begin}
     */
    public record Cut(Channel channel, int most, Instant at) {
        public static Cut of(String text) {
            String[] parts = text.split(" ");
            return new Cut(Channel.valueOf(parts[0]), Integer.parseInt(parts[1]), Instant.parse(parts[2]));
        }

        public String text() {
            return channel + " " + most + " " + at;
        }

        /** Ids rise in the order of the list: each chunk has a millisecond of its own. */
        private Ids ids(int chunk) {
            return new Ids(Clock.fixed(at.plusMillis(chunk), ZoneOffset.UTC));
        }
    }

    /** @return now, or so much earlier that the ids of all chunks are of this hour */
    public static Instant begin(Instant now, int recipients) {
        Instant last = now.truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1)).minusMillis(1 + recipients / DraftTable.CHUNK);
        return (now.isAfter(last) ? last : now).truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * The next chunk of the batch, which is gone then: doing it again plans nothing twice.
     * @return how many recipients, 0 where there is no more, or another transaction is at it
     */
    public int next(Connection connection, String batchId, Cut cut) throws SQLException {
        Optional<DraftTable.DraftChunk> chunk = DraftTable.next(connection, batchId);
        if (chunk.isEmpty()) {
            return 0;
        }
        write(connection, batchId, cut, chunk.get());
        DraftTable.remove(connection, batchId, chunk.get());
        return chunk.get().digits().size();
    }

    /** As few calls as possible; ids rise in the order of the list. */
    public void write(Connection connection, String batchId, Cut cut, DraftTable.DraftChunk chunk) throws SQLException {
        Ids ofChunk = cut.ids(chunk.number());
        List<String> calls = new ArrayList<>();
        List<NewRecipient> born = new ArrayList<>();
        for (String digits : chunk.digits()) {
            if (born.size() % cut.most() == 0) {
                calls.add(ids.next());
            }
            born.add(new NewRecipient(ofChunk.next(), calls.get(calls.size() - 1), digits));
        }
        String account = Sql.list(connection, row -> row.getString("account"), "select account from batch where id = ?", batchId).get(0);
        Rows.insert(connection,
            "insert into submission (id, batch_id, channel, account, state, attempts, next_attempt_at, version) values ", "", calls,
            call -> new Object[] {call, batchId, cut.channel().name(), account, SubmissionState.WAITING.name(), 0, clock.instant(), 0});
        write(connection, batchId, born);
    }

    /** Recipients of submissions that are there. */
    public static void write(Connection connection, String batchId, Collection<NewRecipient> born) throws SQLException {
        RecipientTable.insert(connection, batchId, born);
    }
}
