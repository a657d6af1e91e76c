package dev.smsdesk.apply;

import dev.smsdesk.apply.ReplayPreview.Shift;
import dev.smsdesk.apply.ReplayPreview.Turn;
import dev.smsdesk.message.fold.DeliveryLog;
import dev.smsdesk.message.fold.FoldResult;
import dev.smsdesk.message.fold.StateChange;
import dev.smsdesk.message.fold.SubmissionEvents;
import dev.smsdesk.message.table.InboundTable;
import dev.smsdesk.receive.inbox.CallbackClaims;
import dev.smsdesk.receive.inbox.CallbackState;
import dev.smsdesk.receive.inbox.ClaimedCallback;
import dev.smsdesk.sinch.callback.Callback;
import dev.smsdesk.store.Tx;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Computes what applying callbacks would change, without writing or locking. One instance per run. */
final class ReplayDryRun {
    /** Takes a second or two and a few dozen MB. */
    static final int MOST_CALLBACKS = 20_000;
    private static final int MOST_EVENTS = 200_000;
    private static final int CHUNK = 500;
    private static final int MOVES_SHOWN = 100;
    private final Tx tx;
    private final Matching matching = new Matching();
    private final Map<String, List<ParsedCallback>> bySubmission = new TreeMap<>();
    private final Map<Turn, Integer> turns = new LinkedHashMap<>();
    private final Set<InboundTable.InboundKey> inbounds = new HashSet<>();
    private int lookedAt;
    private int events;
    private boolean more;

    ReplayDryRun(Tx tx) {
        this.tx = tx;
    }

    ReplayPreview of(ReplayFilter filter, DeliveryLog deliveries, Instant now) {
        String reached = filter.beforeFirst();
        while (lookedAt < MOST_CALLBACKS && events < MOST_EVENTS) {
            String from = reached;
            List<ClaimedCallback> chunk = tx.sql(connection -> CallbackClaims.withBodies(connection,
                CallbackClaims.look(connection, filter.query(), from, filter.afterLast(), CHUNK)));
            if (chunk.isEmpty()) {
                break;
            }
            tx.sql(connection -> look(connection, chunk.stream().map(ParsedCallback::read).toList(), now));
            reached = chunk.get(chunk.size() - 1).id();
        }
        String last = reached;
        more = !tx.sql(connection -> CallbackClaims.look(connection, filter.query(), last, filter.afterLast(), 1)).isEmpty();
        return tx.sql(connection -> preview(connection, deliveries));
    }

    private Void look(Connection connection, List<ParsedCallback> heard, Instant now) throws SQLException {
        matching.add(connection, heard);
        for (ParsedCallback one : heard) {
            lookedAt++;
            String submission = one.reports() == null ? null : matching.submissionOf(one);
            if (submission != null) {
                bySubmission.computeIfAbsent(submission, id -> new ArrayList<>()).add(one);
                events += one.reports().lines().size();
            }
            if (one.said() instanceof Callback.Inbound) {
                inbounds.add(Inbounds.key(one));
            }
            CallbackState next = submission != null ? CallbackState.APPLIED : Application.withoutSubmission(one, now).state();
            if (next != one.callback().state() && one.callback().state() != CallbackState.APPLIED) {
                turns.merge(new Turn(one.callback().state(), next), 1, Integer::sum);
            }
        }
        return null;
    }

    private ReplayPreview preview(Connection connection, DeliveryLog deliveries) throws SQLException {
        List<SubmissionEvents> news = Application.news(bySubmission);
        FoldResult effect = deliveries.foresee(connection, news);
        Map<Shift, Integer> shifts = new LinkedHashMap<>();
        for (StateChange move : effect.moves()) {
            shifts.merge(new Shift(move.from(), move.to()), 1, Integer::sum);
        }
        int known = InboundTable.kept(connection, inbounds).size();
        return new ReplayPreview(lookedAt, more, effect.newReports(), inbounds.size() - known, turns, shifts,
            effect.moves().stream().limit(MOVES_SHOWN).toList());
    }
}
